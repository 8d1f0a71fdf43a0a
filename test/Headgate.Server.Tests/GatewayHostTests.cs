using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Server.Lifetime;
using Headgate.Server.Tests.Listening;

namespace Headgate.Server.Tests;

public sealed class GatewayHostTests : IDisposable
{
    private const string KeyFromEnvironment = "hg-0123456789012345678901234567890123456789012";
    private const string TokenFromEnvironment = "hga-012345678901234567890123456789012345678901";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_start_makes_a_key_and_a_token_that_work()
    {
        await using GatewayHost gateway = await TestGateway.StartAsync(_folder);
        Assert.Equal("Hello", await AnswerAsync(gateway, gateway.FirstStart.VirtualKey!, "sim/echo"));
        Assert.Equal(200, await TestGateway.StatusAsync(gateway.Admin, "/api/v1/status", gateway.FirstStart.AdminToken));
        Assert.Equal(gateway.FirstStart.AdminToken, AdminTokenFile.Read(gateway.DataFolder));
    }

    [Fact]
    public async Task The_next_start_makes_neither()
    {
        string token;
        await using (GatewayHost first = await TestGateway.StartAsync(_folder))
        {
            token = first.FirstStart.AdminToken!;
        }

        await using GatewayHost second = await TestGateway.StartAsync(_folder);
        Assert.Equal(new FirstStart(null, null), second.FirstStart);
        Assert.Equal(200, await TestGateway.StatusAsync(second.Admin, "/api/v1/status", token));
    }

    [Fact]
    public async Task Key_and_token_of_the_environment_are_used_and_nothing_is_made()
    {
        await using GatewayHost gateway = await TestGateway.StartAsync(_folder, environment: new Dictionary<string, string>
        {
            ["HEADGATE_VIRTUAL_KEY"] = KeyFromEnvironment,
            ["HEADGATE_ADMIN_TOKEN"] = TokenFromEnvironment,
        });
        Assert.Equal(new FirstStart(null, null), gateway.FirstStart);
        Assert.Equal("Hello", await AnswerAsync(gateway, KeyFromEnvironment, "sim/echo"));
        Assert.Equal(200, await TestGateway.StatusAsync(gateway.Admin, "/api/v1/status", TokenFromEnvironment));
        Assert.False(File.Exists(Path.Combine(gateway.DataFolder, "admin.token")));
    }

    [Fact]
    public async Task The_token_file_is_the_owners_alone()
    {
        await using GatewayHost gateway = await TestGateway.StartAsync(_folder);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(gateway.DataFolder, "admin.token")));
        }
    }

    [Fact]
    public async Task A_running_gateway_says_where_it_is_and_a_stopped_one_does_not()
    {
        GatewayHost gateway = await TestGateway.StartAsync(_folder);
        Assert.Equal(new RuntimeFile(Environment.ProcessId, gateway.Admin.Text), RuntimeFile.Read(gateway.DataFolder));
        await gateway.StopAsync();
        Assert.Null(RuntimeFile.Read(gateway.DataFolder));
    }

    [Fact]
    public async Task Both_planes_tell_readiness_and_the_control_plane_metrics()
    {
        await using GatewayHost gateway = await TestGateway.StartAsync(_folder);
        await AnswerAsync(gateway, gateway.FirstStart.VirtualKey!, "sim/echo");
        Assert.Equal(200, await TestGateway.StatusAsync(gateway.Addresses[0], "/readyz"));
        Assert.Equal(200, await TestGateway.StatusAsync(gateway.Admin, "/readyz"));
        using HttpClient scraper = new() { BaseAddress = gateway.Admin.Url };
        Assert.Contains("gen_ai_server_request_duration", await scraper.GetStringAsync("/metrics", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_lets_an_open_stream_finish_and_keeps_its_record()
    {
        GatewayHost gateway = await TestGateway.StartAsync(_folder);
        using HttpRequestMessage request = Call(gateway, gateway.FirstStart.VirtualKey!, "sim/drip-50ms", stream: true);
        using HttpClient client = new();
        using HttpResponseMessage reply = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        Task<int> stopping = gateway.StopAsync();
        string stream = await reply.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(0, await stopping);
        Assert.EndsWith("data: [DONE]\n\n", stream, StringComparison.Ordinal);
        await using GatewayHost next = await TestGateway.StartAsync(_folder);
        string id = reply.Headers.GetValues("x-headgate-request-id").Single();
        Assert.Equal(200, (await next.Requests.FindAsync(id, Cancellation))?.Status);
    }

    [Fact]
    public async Task Files_that_are_wrong_refuse_the_start_with_all_their_errors()
    {
        GatewayStartException refused = await Assert.ThrowsAsync<GatewayStartException>(
            () => TestGateway.StartAsync(_folder, "providers: { a: { type: nobody } }\nmodles: {}\n"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(2, refused.Reasons.Length);
    }

    [Fact]
    public async Task A_reload_puts_a_changed_file_in_force()
    {
        await using GatewayHost gateway = await TestGateway.StartAsync(_folder, "providers: { sim: { type: simulator } }\n");
        string before = gateway.Config.Current.Hash;
        _folder.Write("headgate.yaml", "providers: { sim: { type: simulator } }\nmodels: { chat: { targets: [{ model: sim/echo }] } }\n");
        Assert.IsType<ReloadOutcome.Applied>(await gateway.ReloadAsync(Cancellation));
        Assert.NotEqual(before, gateway.Config.Current.Hash);
        Assert.Equal("Hello", await AnswerAsync(gateway, gateway.FirstStart.VirtualKey!, "chat"));
    }

    [Fact]
    public async Task A_renewed_certificate_file_is_served_after_a_reload()
    {
        string cert = _folder.File("cert.pem"), key = _folder.File("key.pem");
        TestCertificates.WritePem("CN=one", cert, key);
        await using GatewayHost gateway = await TestGateway.StartAsync(
            _folder, $$"""
            server: { listen: "https://127.0.0.1:0", tls: { cert: {{cert}}, key: {{key}} } }
            providers: { sim: { type: simulator } }
            """);
        Assert.Equal("CN=one", await TestCertificates.ServedSubjectAsync(gateway.Addresses[0].Url, Cancellation));

        TestCertificates.WritePem("CN=two", cert, key);
        await gateway.ReloadAsync(Cancellation);
        Assert.Equal("CN=two", await TestCertificates.ServedSubjectAsync(gateway.Addresses[0].Url, Cancellation));
    }

    [Fact]
    public async Task The_admin_API_checks_a_config_without_serving_it()
    {
        await using GatewayHost gateway = await TestGateway.StartAsync(_folder);
        using HttpClient admin = new() { BaseAddress = gateway.Admin.Url };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", gateway.FirstStart.AdminToken);
        using HttpResponseMessage reply =
            await admin.PostAsJsonAsync("/api/v1/config/validate", new { text = "modles: {}" }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.False((await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("valid").GetBoolean());
    }

    private static async Task<string?> AnswerAsync(GatewayHost gateway, string key, string model)
    {
        using HttpClient client = new();
        using HttpResponseMessage reply = await client.SendAsync(Call(gateway, key, model, stream: false), Cancellation);
        JsonElement body = await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(reply.IsSuccessStatusCode, body.ToString());
        return body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
    }

    private static HttpRequestMessage Call(GatewayHost gateway, string key, string model, bool stream)
    {
        HttpRequestMessage call = new(HttpMethod.Post, new Uri(gateway.Addresses[0].Url, "/v1/chat/completions"))
        {
            Content = JsonContent.Create(new { model, stream, messages = new[] { new { role = "user", content = "Hello" } } }),
        };
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return call;
    }
}
