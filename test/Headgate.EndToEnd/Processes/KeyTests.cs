using System.Text.RegularExpressions;
using Headgate.EndToEnd.Worlds;
using Headgate.Simulator;

namespace Headgate.EndToEnd.Processes;

/// <summary>Keys issued and revoked while the gateway runs count at once, whichever door they come through.</summary>
public sealed partial class KeyTests
{
    private static readonly HttpClient Client = new();

    [Fact]
    public async Task A_key_of_the_api_works_until_it_is_revoked()
    {
        await using var simulator = await SimulatorServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(GatewayConfig.Head(simulator.BaseAddress));
        var keys = gateway.AdminUrl + "/api/v1/keys";

        var key = await AdminCall.JsonAsync(HttpMethod.Post, keys, """{"name":"app"}""");
        var secret = key.GetProperty("secret").GetString()!;

        Assert.Matches(Secret(), secret);
        await UntilStatusAsync(gateway.BaseUrl, secret, 200);
        var rotated = (await AdminCall.JsonAsync(HttpMethod.Post, $"{keys}/app/rotate")).GetProperty("secret").GetString()!;
        await UntilStatusAsync(gateway.BaseUrl, rotated, 200);
        await UntilStatusAsync(gateway.BaseUrl, secret, 401);
        await AdminCall.SendAsync(HttpMethod.Delete, $"{keys}/app");
        await UntilStatusAsync(gateway.BaseUrl, rotated, 401);
        Assert.DoesNotContain(secret, await AdminCall.SendAsync(HttpMethod.Get, keys), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_the_command_works_with_and_without_a_running_gateway()
    {
        await using var simulator = await SimulatorServer.StartAsync();
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        var environment = new Dictionary<string, string> { ["HEADGATE_ADMIN_TOKEN"] = GatewayConfig.AdminToken };

        var before = await GatewayProcess.RunAsync(folder, environment, "keys", "create", "--name", "before", "--data", data);
        await using var gateway = await GatewayProcess.ServeAsync(folder, GatewayConfig.Head(simulator.BaseAddress));
        var during = await GatewayProcess.RunAsync(folder, environment, "keys", "create", "--name", "during", "--data", data);

        Assert.Equal((0, 0), (before.ExitCode, during.ExitCode));
        var secret = Secret().Match(during.Output).Value;
        await UntilStatusAsync(gateway.BaseUrl, Secret().Match(before.Output).Value, 200);
        await UntilStatusAsync(gateway.BaseUrl, secret, 200);
        var listed = await GatewayProcess.RunAsync(folder, environment, "keys", "list", "--data", data);
        Assert.Contains("before", listed.Output, StringComparison.Ordinal);
        Assert.Contains("during", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch(Secret(), listed.Output);
        await GatewayProcess.RunAsync(folder, environment, "keys", "revoke", "during", "--data", data);
        await UntilStatusAsync(gateway.BaseUrl, secret, 401);
    }

    private static Task UntilStatusAsync(string baseUrl, string key, int status) => Bound.UntilAsync($"status {status}", async limit =>
    {
        using var request = TestCall.To(baseUrl, "/v1/chat/completions", TestCall.Chat("openai/echo"), key);
        using var response = await Client.SendAsync(request, limit);
        return (int)response.StatusCode == status;
    });

    [GeneratedRegex(@"\bhg-[A-Za-z0-9_-]{43}")]
    private static partial Regex Secret();
}
