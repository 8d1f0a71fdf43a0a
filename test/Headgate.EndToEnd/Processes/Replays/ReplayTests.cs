using Headgate.EndToEnd.Sdk.Node;
using Headgate.EndToEnd.Worlds;
using Headgate.Simulator;

namespace Headgate.EndToEnd.Processes.Replays;

/// <summary>A real client that repeats its requests, before and after the gateway is killed.</summary>
[Collection(nameof(Alone))]
public sealed class ReplayTests
{
    [Fact]
    public async Task The_sdk_gets_its_answers_again_and_nothing_is_asked_twice_of_the_vendor()
    {
        await using var simulator = await SimulatorServer.StartAsync();
        using var folder = new TemporaryFolder();
        await using (var gateway = await GatewayProcess.ServeAsync(folder, GatewayConfig.Head(simulator.BaseAddress)))
        {
            await RunAsync(gateway, "first");
            Assert.Equal(3, simulator.Calls.Count);
            await gateway.KillAsync();
        }

        await using var next = await GatewayProcess.ServeAsync(folder, GatewayConfig.Head(simulator.BaseAddress));
        await RunAsync(next, "killed");
        Assert.Equal(4, simulator.Calls.Count);
        Assert.Equal(4, simulator.Calls.Select(call => call.Header("idempotency-key")).Distinct().Count());
        Assert.All(simulator.Calls, call => Assert.StartsWith("headgate-", call.Header("idempotency-key"), StringComparison.Ordinal));
    }

    private static Task RunAsync(GatewayProcess gateway, string phase) =>
        NodeScript.RunAsync("openai-replay.mjs", ("BASE_URL", gateway.BaseUrl), ("API_KEY", GatewayConfig.Key), ("PHASE", phase));
}
