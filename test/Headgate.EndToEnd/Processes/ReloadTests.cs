using Headgate.EndToEnd.Worlds;
using Headgate.Simulator;

namespace Headgate.EndToEnd.Processes;

/// <summary>A thousand reloads under load, every other one of a broken file: no request fails, and none sees half a change.</summary>
[Collection(nameof(Alone))]
public sealed class ReloadTests
{
    private const int Reloads = 1000;
    private const int Workers = 4;
    private const long SlackBytes = 24 << 20;

    [Fact]
    public async Task No_request_fails_or_sees_a_mixed_config_and_memory_stays_flat()
    {
        await using var simulator = await SimulatorServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(Config(simulator, 1));
        using var stopping = new CancellationTokenSource();
        var workers = Enumerable.Range(0, Workers).Select(_ => AskOnAndOnAsync(gateway, stopping.Token)).ToList();

        await ReloadAsync(gateway, simulator, from: 0);
        var before = Live(simulator);
        for (var done = Reloads / 5; done < Reloads; done += Reloads / 5)
            await ReloadAsync(gateway, simulator, from: done);
        var after = Live(simulator);
        await stopping.CancelAsync();
        var statuses = (await Task.WhenAll(workers)).SelectMany(all => all).ToList();

        Assert.True(statuses.Count > Workers);
        Assert.All(statuses, status => Assert.Equal(200, status));
        Assert.InRange(after, 0, before + SlackBytes);
    }

    /// <summary>A fifth of the reloads: valid and broken in turn. Each broken one leaves the config in force as it was.</summary>
    private static async Task ReloadAsync(TestGateway gateway, SimulatorServer simulator, int from)
    {
        for (var version = from + 1; version <= from + Reloads / 5; version += 2)
        {
            var valid = Config(simulator, version);
            await gateway.RewriteAsync(valid);
            var hash = gateway.ConfigHash;
            await gateway.RewriteAsync(valid.Replace("targets:", "tragets:", StringComparison.Ordinal));
            Assert.Equal(hash, gateway.ConfigHash);
        }

        foreach (var call in simulator.Calls)
            Assert.Equal($"lorem-{Tokens(int.Parse(call.Header("x-config-version")!))}", call.Model);
        simulator.ClearCalls();
    }

    private static async Task<List<int>> AskOnAndOnAsync(TestGateway gateway, CancellationToken stopping)
    {
        using var client = new HttpClient();
        var statuses = new List<int>();
        while (!stopping.IsCancellationRequested)
        {
            var body = TestCall.Chat("model", stream: statuses.Count % 2 == 0);
            using var request = TestCall.To(gateway.BaseUrl, "/v1/chat/completions", body);
            using var response = await client.SendAsync(request, Bound.Token());
            statuses.Add((int)response.StatusCode);
        }

        return statuses;
    }

    private static int Tokens(int version) => version % 7 + 1;

    /// <summary>The version stands in two places, the provider's headers and the alias' target: a mixed config would show.</summary>
    private static string Config(SimulatorServer simulator, int version) => GatewayConfig.Head(simulator.BaseAddress)
        .Replace("openai: {", $"openai: {{ headers: {{ x-config-version: \"{version}\" }},", StringComparison.Ordinal)
        + $"models:\n  model: {{ targets: [ {{ model: openai/lorem-{Tokens(version)} }} ] }}\n";

    private static long Live(SimulatorServer simulator)
    {
        simulator.ClearCalls();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
