using Headgate.EndToEnd.Worlds;
using Headgate.Simulator;

namespace Headgate.EndToEnd.Processes;

/// <summary>The command asks a gateway that runs, and is told how its targets stand there.</summary>
public sealed class ExplainTests
{
    private static readonly HttpClient Client = new();

    [Fact]
    public async Task What_a_running_gateway_has_parked_is_out_there_and_in_by_its_config_alone()
    {
        await using var simulator = await SimulatorServer.StartAsync();
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        var environment = new Dictionary<string, string> { ["HEADGATE_ADMIN_TOKEN"] = GatewayConfig.AdminToken };
        var yaml = GatewayConfig.Head(simulator.BaseAddress)
            + "\nmodels: { chat: { retry: { tries: 1 }, targets: [ { model: openai/status-429-retry-60s }, { model: openai/echo } ] } }\n";
        await using var gateway = await GatewayProcess.ServeAsync(folder, yaml);
        using var request = TestCall.To(gateway.BaseUrl, "/v1/chat/completions", TestCall.Chat("chat"));
        using var response = await Client.SendAsync(request, Bound.Token());
        Assert.Equal(200, (int)response.StatusCode);

        var running = await GatewayProcess.RunAsync(folder, environment, "explain", "--model", "chat", "--data", data);
        var written = await GatewayProcess.RunAsync(
            folder, environment, "explain", "--model", "chat", "--config", Path.Combine(folder.Path, "headgate.yaml"));

        Assert.Equal((0, 0), (running.ExitCode, written.ExitCode));
        Assert.StartsWith("openai/echo is called first; 1 to try", running.Output, StringComparison.Ordinal);
        Assert.Matches("openai/status-429-retry-60s .* out: rate_limited until ", running.Output);
        Assert.StartsWith("openai/status-429-retry-60s is called first; 2 to try", written.Output, StringComparison.Ordinal);
    }
}
