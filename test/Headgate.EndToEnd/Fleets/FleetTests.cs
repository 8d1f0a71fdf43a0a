using Headgate.EndToEnd.Worlds;
using Headgate.Simulator;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Fleets;

/// <summary>Two servers of one provider, each of which says at <c>/metrics</c> how it stands.</summary>
public sealed class FleetTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private readonly SimulatorServer[] _servers = new SimulatorServer[2];
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _servers[0] = await SimulatorServer.StartAsync(cancellationToken: Bound.Token());
        _servers[1] = await SimulatorServer.StartAsync(cancellationToken: Bound.Token());
        _gateway = await TestGateway.StartAsync($$"""
            server: { listen: "http://127.0.0.1:0", admin: "http://127.0.0.1:0" }
            providers:
              fleet: { type: vllm, api_key: any-key-will-do, replicas: ["{{_servers[0].BaseAddress}}", "{{_servers[1].BaseAddress}}"] }
            keys: [ { name: test, key: {{GatewayConfig.Key}}, models: ["*"] } ]
            """);
        await MetricsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _servers[0].DisposeAsync();
        await _servers[1].DisposeAsync();
        _client.Dispose();
    }

    [Fact]
    public async Task A_conversation_stays_where_its_beginning_is()
    {
        foreach (var topic in new[] { "ships", "shoes", "wax", "cabbages" })
        {
            var turns = new List<string> { Turn(topic) };
            var home = await AskAsync(turns);
            for (var turn = 0; turn < 5; turn++)
            {
                turns.Add(Turn(topic));
                Assert.Equal(home, await AskAsync(turns));
            }
        }
    }

    [Fact]
    public async Task A_server_that_others_keep_busy_is_left_to_them()
    {
        var others = Enumerable.Range(0, 4).Select(_ => HoldAsync(_servers[0])).ToArray();
        for (var i = 0; i < others.Length; i++)
            await (await _servers[0].NextCallAsync(null, Bound.Token())).WhenAsync(call => call.State == CallState.Held, Bound.Token());
        await MetricsAsync();

        for (var i = 0; i < 6; i++)
            Assert.Equal(1, await AskAsync([Turn($"{i}")]));

        foreach (var call in _servers[0].Calls)
            call.Release();
        await Task.WhenAll(others);
    }

    [Fact]
    public async Task When_a_server_is_gone_the_other_answers()
    {
        await _servers[1].DisposeAsync();

        for (var i = 0; i < 6; i++)
            Assert.Equal(0, await AskAsync([Turn($"{i}")]));
    }

    /// <summary>Waits until each server was asked how it stands, once more than before.</summary>
    private async Task MetricsAsync()
    {
        var before = _servers.Select(server => server.MetricsRead).ToArray();
        await Bound.UntilAsync(
            "the servers to be asked", _ => Task.FromResult(_servers.Index().All(each => each.Item.MetricsRead > before[each.Index] + 1)));
    }

    /// <summary>Asks through the gateway.</summary>
    /// <returns>The server that answered.</returns>
    private async Task<int> AskAsync(IEnumerable<string> turns)
    {
        var before = _servers.Select(server => server.Calls.Count).ToArray();
        var messages = string.Join(',', turns.Select(turn => $$"""{"role":"user","content":"{{turn}}"}"""));
        using var request = TestCall.To(
            _gateway.BaseUrl, "/v1/chat/completions", $$"""{"model":"fleet/echo","messages":[{{messages}}],"stream":true}""");
        using var response = await _client.SendAsync(request, Bound.Token());
        Assert.Equal((200, "fleet/echo"), ((int)response.StatusCode, response.Headers.GetValues("x-headgate-target").Single()));
        return Assert.Single(_servers.Index(), each => each.Item.Calls.Count > before[each.Index]).Index;
    }

    private async Task HoldAsync(SimulatorServer server)
    {
        using var request = TestCall.To($"{server.BaseAddress}", "v1/chat/completions", TestCall.Chat("hold"));
        using var response = await _client.SendAsync(request, Bound.Token());
    }

    private static string Turn(string topic) => string.Concat(Enumerable.Repeat($"Tell me of {topic}. ", 200));
}
