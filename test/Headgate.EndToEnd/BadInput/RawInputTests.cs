using System.Text;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.BadInput;

/// <summary>What only a bare socket sends: floods, endless bodies, bodies that break off. The gateway refuses and goes on.</summary>
public sealed class RawInputTests(BadInputWorld world) : IClassFixture<BadInputWorld>
{
    private const string Start = "POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\ncontent-type: application/json\r\n"
        + $"authorization: Bearer {GatewayConfig.Key}\r\n";

    [Fact]
    public async Task A_chunked_body_without_end_is_refused_soon_after_the_limit()
    {
        const long TenGigabytes = 10_000_000_000;
        var chunk = Encoding.Latin1.GetBytes("10000\r\n" + new string(' ', 65536) + "\r\n");
        using var connection = await RawConnection.OpenAsync(world.Gateway.BaseUrl);
        await connection.SendAsync(Start + "transfer-encoding: chunked\r\n\r\n");
        var answer = connection.ReadAsync();
        var sent = 0L;

        while (sent < TenGigabytes && !answer.IsCompleted)
        {
            await connection.SendAsync(chunk);
            sent += 65536;
        }

        Assert.StartsWith("HTTP/1.1 413 ", await answer, StringComparison.Ordinal);
        // What was in flight between the two sockets comes on top of the limit.
        Assert.InRange(sent, BadInputWorld.MaxBodyBytes, BadInputWorld.MaxBodyBytes + (64 << 20));
    }

    [Fact]
    public async Task A_flood_of_headers_is_refused()
    {
        using var connection = await RawConnection.OpenAsync(world.Gateway.BaseUrl);
        var flood = Enumerable.Range(0, 90).Select(i => $"x-flood-{i}: {new string('x', 500)}\r\n");

        await connection.SendAsync(Start + string.Concat(flood) + "\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_of_small_headers_is_refused()
    {
        using var connection = await RawConnection.OpenAsync(world.Gateway.BaseUrl);

        await connection.SendAsync(Start + string.Concat(Enumerable.Range(0, 3000).Select(i => $"a{i}: b\r\n")) + "\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("content-length: 1000\r\n\r\n{\"model\":\"assi")]
    [InlineData("transfer-encoding: chunked\r\n\r\n5\r\n{\"mod\r\n")]
    [InlineData("transfer-encoding: chunked\r\n\r\nnot a size\r\n")]
    [InlineData("content-length: -5\r\n\r\n")]
    [InlineData("content-length: 5\r\ncontent-length: 6\r\n\r\n")]
    [InlineData("content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("\r\n")]
    public async Task A_body_that_breaks_off_or_has_no_sound_length_hurts_nobody(string rest)
    {
        using (var connection = await RawConnection.OpenAsync(world.Gateway.BaseUrl))
        {
            await connection.SendAsync(Start + rest);
            connection.EndSending();
            var answer = await connection.ReadToEndAsync();

            Assert.Matches("^$|^HTTP/1.1 4", answer);
        }

        await StillServesAsync();
    }

    [Theory]
    [InlineData("GET / HTTP/9.9\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001")]
    [InlineData("POST /v1/%zz%00/../../etc/passwd HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n")]
    [InlineData("POST /v1/chat/completions HTTP/1.1\r\ncontent-length: 0\r\n\r\n")]
    [InlineData("POST /v1/chat/completions?%u HTTP/1.1\r\nhost: x\r\nauthorization: Bearer \u00ff\r\ncontent-length: 2\r\n\r\n{}")]
    public async Task Noise_is_refused(string noise)
    {
        using (var connection = await RawConnection.OpenAsync(world.Gateway.BaseUrl))
        {
            await connection.SendAsync(noise);
            connection.EndSending();
            var answer = await connection.ReadToEndAsync();

            Assert.Matches("^$|^HTTP/1.1 (4|505)", answer);
        }

        await StillServesAsync();
    }

    private async Task StillServesAsync()
    {
        using var request = TestCall.To(world.Gateway.BaseUrl, "/v1/chat/completions", TestCall.Chat("assistant"));
        using var response = await world.Client.SendAsync(request, Bound.Token());
        Assert.Equal(200, (int)response.StatusCode);
    }
}
