using System.Text.Json;

namespace Headgate.Server.Tests.Commands;

public sealed class KeysCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_gateway_keys_are_made_in_the_store_itself()
    {
        string data = _folder.File("data");
        JsonElement made = await JsonAsync("keys", "create", "--name", "ci", "--models", "chat,openai/*", "--rpm", "60", "--allowed-ips", "10.0.0.0/8,::1", "--service-tiers", "default,flex", "--server-tools", "none",
            "--budget", "5/day", "--end-user-budget", "1/week", "--strict", "--byok", "--end-user", "hash", "--data", data, "--json");
        Assert.StartsWith("hg-", made.GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.Equal("""["10.0.0.0/8","::1/128"]""", JsonSerializer.Serialize(made.GetProperty("allowed_ips")));
        Assert.Equal("""["default","flex"]""", JsonSerializer.Serialize(made.GetProperty("service_tiers")));
        Assert.Equal("[]", JsonSerializer.Serialize(made.GetProperty("server_tools")));
        Assert.Equal("""["chat","openai/*"]""", JsonSerializer.Serialize(made.GetProperty("models")));

        Assert.True(made.GetProperty("budget").GetProperty("strict").GetBoolean() && made.GetProperty("byok").GetBoolean());
        Assert.Equal("hash", made.GetProperty("end_user").GetString());
        Assert.Equal("1", made.GetProperty("end_users").GetProperty("budget").GetProperty("usd").GetString());
        Assert.NotEqual(0, (await CommandRun.OfAsync("keys", "create", "--name", "b", "--strict", "--data", data)).ExitCode);

        JsonElement listed = Assert.Single((await JsonAsync("keys", "list", "--data", data, "--json")).EnumerateArray());
        Assert.Equal(60, listed.GetProperty("requests_per_minute").GetInt32());
        Assert.False(listed.TryGetProperty("secret", out _));
    }

    [Fact]
    public async Task With_a_gateway_they_are_made_there_and_count_at_once()
    {
        await using GatewayHost gateway = await TestGateway.StartAsync(_folder);
        JsonElement made = await JsonAsync("keys", "create", "--name", "ci", "--data", gateway.DataFolder, "--json");
        string first = made.GetProperty("secret").GetString()!;
        Assert.Equal(200, await TestGateway.StatusAsync(gateway, "/v1/models", first));

        string second = (await JsonAsync("keys", "rotate", "ci", "--data", gateway.DataFolder, "--json")).GetProperty("secret").GetString()!;
        Assert.Equal(401, await TestGateway.StatusAsync(gateway, "/v1/models", first));
        Assert.Equal(200, await TestGateway.StatusAsync(gateway, "/v1/models", second));

        string third = (await JsonAsync("keys", "rotate", "ci", "--grace", "1h", "--data", gateway.DataFolder, "--json")).GetProperty("secret").GetString()!;
        Assert.Equal(200, await TestGateway.StatusAsync(gateway, "/v1/models", second));
        Assert.Equal(200, await TestGateway.StatusAsync(gateway, "/v1/models", third));

        CommandRun revoked = await CommandRun.OfAsync("keys", "revoke", "ci", "--data", gateway.DataFolder);
        Assert.Equal((0, true), (revoked.ExitCode, revoked.Output.StartsWith("Revoked ci", StringComparison.Ordinal)));
        Assert.Equal(401, await TestGateway.StatusAsync(gateway, "/v1/models", second));
        Assert.Equal(401, await TestGateway.StatusAsync(gateway, "/v1/models", third));
    }

    [Fact]
    public async Task A_token_of_the_command_line_wins_over_the_environments()
    {
        await using GatewayHost gateway = await TestGateway.StartAsync(_folder);
        Dictionary<string, string> environment = new() { ["HEADGATE_ADMIN_TOKEN"] = "wrong", ["HEADGATE_DATA"] = gateway.DataFolder };
        CommandRun refused = await CommandRun.OfAsync(environment, "keys", "list");
        Assert.Equal(1, refused.ExitCode);

        CommandRun listed = await CommandRun.OfAsync(environment, "keys", "list", "--token", gateway.FirstStart.AdminToken!);
        Assert.Equal(0, listed.ExitCode);
        Assert.Contains("first-start", listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_there_ends_with_1()
    {
        CommandRun run = await CommandRun.OfAsync("keys", "revoke", "nobody", "--data", _folder.File("data"));
        Assert.Equal(1, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_ends_with_2()
    {
        CommandRun run = await CommandRun.OfAsync("keys", "list", "--admin", "http://127.0.0.1:1", "--token", "t");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("No gateway answers", run.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> JsonAsync(params string[] args)
    {
        CommandRun run = await CommandRun.OfAsync(args);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonElement.Parse(run.Output);
    }
}
