using Headgate.EndToEnd.Worlds;
using Headgate.Gateway.Stores;
using Headgate.Simulator;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Processes;

/// <summary>SIGTERM: what is open finishes, nothing new begins, nothing is lost.</summary>
public sealed class ShutdownTests
{
    private const int Streams = 50;

    [Fact]
    public async Task Sigterm_lets_fifty_streams_finish_and_loses_no_record()
    {
        await using var simulator = await SimulatorServer.StartAsync();
        using var folder = new TemporaryFolder();
        var yaml = GatewayConfig.Head(simulator.BaseAddress);
        await using var gateway = await GatewayProcess.ServeAsync(folder, yaml);
        using var client = new HttpClient();
        var streams = Enumerable.Range(0, Streams).Select(_ => StreamAsync(client, gateway)).ToList();
        var calls = await HeldAsync(simulator, Streams);

        await gateway.SignalAsync("TERM");
        await Bound.UntilAsync("the gateway to drain", limit => IsDrainingAsync(client, gateway, limit));
        foreach (var call in calls)
            call.Release();
        var texts = await Task.WhenAll(streams);

        Assert.All(texts, text => Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.Contains("\"finish_reason\":\"stop\"", text, StringComparison.Ordinal));
        Assert.Equal(0, await gateway.ExitAsync());
        await using var reading = await TestGateway.StartAsync(yaml, Path.Combine(folder.Path, "data"));
        var finished = new RequestQuery { Session = nameof(StreamAsync), Status = 200 };
        Assert.Equal(Streams, await reading.Log.CountAsync(finished, Bound.Token()));
    }

    [Fact]
    public async Task A_second_sigterm_ends_at_once()
    {
        await using var simulator = await SimulatorServer.StartAsync();
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.ServeAsync(folder, GatewayConfig.Head(simulator.BaseAddress, ", drain: 10m"));
        using var client = new HttpClient();
        var stream = StreamAsync(client, gateway);
        var call = Assert.Single(await HeldAsync(simulator, 1));
        await gateway.SignalAsync("TERM");
        await Bound.UntilAsync("the gateway to drain", limit => IsDrainingAsync(client, gateway, limit));

        await gateway.SignalAsync("TERM");

        await gateway.ExitAsync();
        await call.ClientLeft.WaitAsync(Bound.Token());
        await Assert.ThrowsAnyAsync<Exception>(() => stream);
    }

    private static async Task<string> StreamAsync(HttpClient client, GatewayProcess gateway)
    {
        using var request = TestCall.To(gateway.BaseUrl, "/v1/chat/completions", TestCall.Chat("openai/hold-after-5", stream: true));
        request.Headers.Add("x-headgate-session", nameof(StreamAsync));
        using var response = await client.SendAsync(request, Bound.Token());
        return await response.Content.ReadAsStringAsync(Bound.Token());
    }

    private static async Task<List<SimulatedCall>> HeldAsync(SimulatorServer simulator, int count)
    {
        var calls = new List<SimulatedCall>();
        while (calls.Count < count)
            calls.Add(await simulator.NextCallAsync(null, Bound.Token()));
        foreach (var call in calls)
            await call.WhenAsync(call => call.State == CallState.Held, Bound.Token());
        return calls;
    }

    private static async Task<bool> IsDrainingAsync(HttpClient client, GatewayProcess gateway, CancellationToken limit)
    {
        using var ready = await client.GetAsync(gateway.BaseUrl + "/readyz", limit);
        using var request = TestCall.To(gateway.BaseUrl, "/v1/chat/completions", TestCall.Chat("openai/echo"));
        using var refused = await client.SendAsync(request, limit);
        return (int)ready.StatusCode == 503 && (int)refused.StatusCode == 503
            && (await refused.Content.ReadAsStringAsync(limit)).Contains("\"draining\"", StringComparison.Ordinal);
    }
}
