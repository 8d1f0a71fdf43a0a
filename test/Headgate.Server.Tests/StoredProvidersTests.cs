using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Headgate.Server.Commands;
using Headgate.Server.Tests.Commands;
using Headgate.Simulator;
using Microsoft.Data.Sqlite;

namespace Headgate.Server.Tests;

/// <summary>A provider that is made by API, from its first call to the rotation of the key that seals its credential.</summary>
public sealed class StoredProvidersTests : IDisposable
{
    private const string Secret = "sk-canary-of-a-stored-provider-0123456789";

    private static readonly string OldKey = Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray());
    private static readonly string NewKey = Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray());

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serves_a_provider_made_by_api_over_restarts_and_rotations_and_keeps_its_secret_nowhere_in_clear()
    {
        await using SimulatorServer vendor = await SimulatorServer.StartAsync(new SimulatorOptions(), Cancellation);
        string key;
        string token;
        await using (GatewayHost gateway = await StartAsync(OldKey))
        {
            (key, token) = (gateway.FirstStart.VirtualKey!, gateway.FirstStart.AdminToken!);
            (int status, JsonElement made) = await AdminAsync(gateway, token, "PUT", "providers/acme", Acme(vendor));
            Assert.Equal(200, status);
            Assert.Equal(("store", "***"), (made.GetProperty("source").GetString(), made.GetProperty("config").GetProperty("api_key").GetString()));
            Assert.Equal(200, (await AdminAsync(gateway, token, "PUT", "models/fast", """{"targets":[{"model":"acme/echo"}]}""")).Status);
            Assert.Equal("Hello", await AnswerAsync(gateway, key, "acme/echo")); // at once
            Assert.Equal("Hello", await AnswerAsync(gateway, key, "fast"));
            Assert.Equal(["\"store\""], await SourcesAsync(gateway, token, "acme"));

            (status, JsonElement refused) = await AdminAsync(gateway, token, "DELETE", "providers/acme");
            Assert.Equal((400, "invalid_config"), (status, refused.GetProperty("error").GetProperty("code").GetString()));
            Assert.Equal("models.fast.targets[0].model", refused.GetProperty("error").GetProperty("errors")[0].GetProperty("path").GetString());
            Assert.Equal("Hello", await AnswerAsync(gateway, key, "fast"));
        }

        await using (GatewayHost gateway = await StartAsync(OldKey))
        {
            Assert.Equal("Hello", await AnswerAsync(gateway, key, "fast"));
        }

        GatewayStartException wrong = await Assert.ThrowsAsync<GatewayStartException>(() => StartAsync(NewKey));
        Assert.Equal(ExitCode.Refused, wrong.ExitCode);
        Assert.Contains("HEADGATE_SECRET_KEY_PREVIOUS", Assert.Single(wrong.Reasons), StringComparison.Ordinal);
        GatewayStartException none = await Assert.ThrowsAsync<GatewayStartException>(() => StartAsync(null));
        Assert.Contains("HEADGATE_SECRET_KEY is not set", Assert.Single(none.Reasons), StringComparison.Ordinal);

        await using (GatewayHost gateway = await StartAsync(NewKey, OldKey))
        {
            Assert.Equal("Hello", await AnswerAsync(gateway, key, "fast"));
            CommandRun rotated = await CommandRun.OfAsync("secrets", "rotate", "--data", gateway.DataFolder, "--token", token);
            Assert.Equal(0, rotated.ExitCode);
            Assert.Contains(": 1 anew, 0 were so already", rotated.Output, StringComparison.Ordinal);
            Assert.Equal("Hello", await AnswerAsync(gateway, key, "fast"));
        }

        await using (GatewayHost gateway = await StartAsync(NewKey))
        {
            Assert.Equal("Hello", await AnswerAsync(gateway, key, "fast"));
            string audit = (await AdminAsync(gateway, token, "GET", "audit")).Body.GetRawText();
            Assert.Contains("put_provider", audit, StringComparison.Ordinal);
            Assert.Contains("rotate_secrets", audit, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, audit, StringComparison.Ordinal);
            foreach (string path in (string[])["providers", "providers/acme", "models/fast", "config"])
            {
                Assert.DoesNotContain(Secret, (await AdminAsync(gateway, token, "GET", path)).Body.GetRawText(), StringComparison.Ordinal);
            }

            Assert.Equal(200, (await AdminAsync(gateway, token, "DELETE", "models/fast")).Status);
            Assert.Equal(200, (await AdminAsync(gateway, token, "DELETE", "providers/acme")).Status);
            Assert.Equal(404, (await AdminAsync(gateway, token, "DELETE", "providers/acme")).Status);
        }

        Assert.All(Files(), file => Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_backup_has_credentials_sealed_and_they_open_where_it_is_restored()
    {
        await using SimulatorServer vendor = await SimulatorServer.StartAsync(new SimulatorOptions(), Cancellation);
        string key;
        string backup = _folder.File("backup.zip");
        await using (GatewayHost gateway = await StartAsync(OldKey))
        {
            key = gateway.FirstStart.VirtualKey!;
            Assert.Equal(200, (await AdminAsync(gateway, gateway.FirstStart.AdminToken!, "PUT", "providers/acme", Acme(vendor))).Status);
            Assert.Equal(0, (await CommandRun.OfAsync("backup", backup, "--data", gateway.DataFolder)).ExitCode);
        }

        Assert.Equal(0, (await CommandRun.OfAsync("restore", backup, "--data", _folder.File("data"), "--force")).ExitCode);
        Assert.All(Files(), file => Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
        await using GatewayHost restored = await StartAsync(OldKey);
        Assert.Equal("Hello", await AnswerAsync(restored, key, "acme/echo"));
    }

    [Fact]
    public async Task Refuses_what_cannot_be_kept_or_is_not_its_to_change_and_says_what_to_do()
    {
        await using SimulatorServer vendor = await SimulatorServer.StartAsync(new SimulatorOptions(), Cancellation);
        await using GatewayHost gateway = await StartAsync(null);
        string token = gateway.FirstStart.AdminToken!;

        (int status, JsonElement body) = await AdminAsync(gateway, token, "PUT", "providers/acme", Acme(vendor));
        Assert.Equal((409, "secret_key_missing"), (status, body.GetProperty("error").GetProperty("code").GetString()));
        Assert.Contains("openssl rand -base64 32", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        (status, body) = await AdminAsync(gateway, token, "PUT", "providers/sim", Acme(vendor));
        Assert.Equal((409, "read_only"), (status, body.GetProperty("error").GetProperty("code").GetString()));
        (status, body) = await AdminAsync(gateway, token, "GET", "providers/sim");
        Assert.Equal((200, "file"), (status, body.GetProperty("source").GetString()));
        Assert.Equal(400, (await AdminAsync(gateway, token, "PUT", "providers/a%2Fb", Acme(vendor))).Status);
        Assert.Equal(400, (await AdminAsync(gateway, token, "PUT", "providers/acme", "[1]")).Status);
        Assert.Equal(200, (await AdminAsync(gateway, token, "PUT", "models/team%2Ffast%2A", """{"targets":[{"model":"sim/echo"}]}""")).Status);
        Assert.Equal(200, (await AdminAsync(gateway, token, "GET", "models/team%2Ffast%2A")).Status);

        GatewayStartException malformed = await Assert.ThrowsAsync<GatewayStartException>(() => StartAsync("c2hvcnQ="));
        Assert.Contains("HEADGATE_SECRET_KEY holds 5 bytes", Assert.Single(malformed.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_gateway_the_commands_do_the_same_on_the_store()
    {
        Dictionary<string, string> environment = new() { ["HEADGATE_SECRET_KEY"] = OldKey };
        string data = _folder.File("data");
        string yaml = _folder.Write("files.yaml", "providers: { openai: { type: openai, api_key: sk-one } }");
        string file = _folder.Write("acme.json", $$"""{"type":"openai","api_key":"{{Secret}}"}""");
        string[] where = ["--data", data, "--config", yaml];

        CommandRun set = await CommandRun.OfAsync(environment, ["providers", "set", "acme", file, .. where]);
        Assert.Equal((0, ""), (set.ExitCode, set.Error));
        CommandRun taken = await CommandRun.OfAsync(environment, ["providers", "set", "openai", file, .. where]);
        Assert.Equal((1, true), (taken.ExitCode, taken.Error.Contains("comes from a config file", StringComparison.Ordinal)));
        CommandRun shown = await CommandRun.OfAsync(environment, ["providers", "show", "acme", .. where]);
        Assert.Contains("\"***\"", shown.Output, StringComparison.Ordinal);
        CommandRun locked = await CommandRun.OfAsync([], ["providers", "set", "other", file, .. where]);
        Assert.Contains("HEADGATE_SECRET_KEY", locked.Error, StringComparison.Ordinal);
        CommandRun broken = await CommandRun.OfAsync(environment, ["providers", "set", "other", _folder.Write("b.json", $"{{ {Secret}"), .. where]);
        Assert.Equal((1, false), (broken.ExitCode, broken.Error.Contains(Secret, StringComparison.Ordinal)));
        Assert.Equal(0, (await CommandRun.OfAsync(environment, ["secrets", "rotate", .. where])).ExitCode);
        CommandRun removed = await CommandRun.OfAsync([], ["providers", "remove", "acme", .. where]); // also where its secret cannot be opened
        Assert.Equal((0, ""), (removed.ExitCode, removed.Error));
        Assert.Equal(1, (await CommandRun.OfAsync([], ["providers", "show", "acme", .. where])).ExitCode);
    }

    private static string Acme(SimulatorServer vendor) =>
        $$"""{"type":"openai-compatible","base_url":"{{new Uri(vendor.BaseAddress, "v1")}}","api_key":"{{Secret}}"}""";

    private Task<GatewayHost> StartAsync(string? key, string? previous = null)
    {
        Dictionary<string, string> environment = [];
        if (key is not null)
        {
            environment["HEADGATE_SECRET_KEY"] = key;
        }

        if (previous is not null)
        {
            environment["HEADGATE_SECRET_KEY_PREVIOUS"] = previous;
        }

        return TestGateway.StartAsync(_folder, environment: environment);
    }

    private IEnumerable<string> Files()
    {
        SqliteConnection.ClearAllPools();
        string[] files = Directory.GetFiles(_folder.File("data"), "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("headgate.db", StringComparison.Ordinal));
        return files;
    }

    private static async Task<IEnumerable<string>> SourcesAsync(GatewayHost gateway, string token, string name) =>
        (await AdminAsync(gateway, token, "GET", "providers")).Body.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("name").GetString() == name).Select(item => item.GetProperty("source").GetRawText());

    private static async Task<(int Status, JsonElement Body)> AdminAsync(GatewayHost gateway, string token, string method, string path, string? json = null)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(gateway.Admin.Url, $"/api/v1/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage reply = await client.SendAsync(request, Cancellation);
        return ((int)reply.StatusCode, await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }

    private static async Task<string> AnswerAsync(GatewayHost gateway, string key, string model)
    {
        using HttpClient client = new() { BaseAddress = gateway.Addresses[0].Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using HttpResponseMessage reply = await client.PostAsJsonAsync(
            "/v1/chat/completions", new { model, messages = new[] { new { role = "user", content = "Hello" } } }, Cancellation);
        JsonElement body = await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(reply.IsSuccessStatusCode, body.GetRawText());
        return body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
    }
}
