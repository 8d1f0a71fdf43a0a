using System.Net;
using System.Text;
using Headgate.EndToEnd.Worlds;
using Headgate.Simulator;

namespace Headgate.EndToEnd.Processes;

/// <summary>Two hundred bodies of 32 MiB at once: what does not fit into <c>max_buffered</c> is refused; memory stays bounded.</summary>
public sealed class MemoryTests
{
    private const int Bodies = 200;
    private const int BodyBytes = 32 << 20;
    private const int BufferedMiB = 256;

    /// <summary>
    /// The runtime; what the web server reads ahead, 1 MiB a connection; the bodies, and twice as much again in the smaller arrays
    /// that they have outgrown and that the pool has not let go of yet. All the bodies together would be 6,400.
    /// </summary>
    private const int MostMiB = 200 + Bodies + (3 * BufferedMiB);

    [Fact]
    public async Task Memory_is_bounded_by_what_may_be_buffered()
    {
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { MaxRecordedBodyBytes = 1024 });
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.ServeAsync(
            folder, GatewayConfig.Head(simulator.BaseAddress, $", max_buffered: {BufferedMiB}MiB"));
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var body = Body();

        var statuses = await Task.WhenAll(Enumerable.Range(0, Bodies).Select(_ => PostAsync(client, gateway, body)));

        Assert.All(statuses, status => Assert.Contains(status, new int?[] { 200, 503, null }));
        Assert.Contains(503, statuses);
        Assert.InRange(gateway.MostResidentBytes >> 20, 1, MostMiB);
        using var after = TestCall.To(gateway.BaseUrl, "/v1/chat/completions", TestCall.Chat("openai/echo"));
        using var response = await client.SendAsync(after, Bound.Token());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>The status; null when the gateway answered and closed while the body was still on its way.</summary>
    private static async Task<int?> PostAsync(HttpClient client, GatewayProcess gateway, byte[] body)
    {
        using var request = TestCall.To(gateway.BaseUrl, "/v1/chat/completions", body);
        try
        {
            using var response = await client.SendAsync(request, Bound.Token());
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static byte[] Body()
    {
        var body = Encoding.UTF8.GetBytes(TestCall.Chat("openai/lorem-1", "#"));
        var at = Array.IndexOf(body, (byte)'#');
        return [.. body[..at], .. Enumerable.Repeat((byte)'x', BodyBytes - body.Length), .. body[at..]];
    }
}
