using System.Text;
using Headgate.EndToEnd.Worlds;
using Headgate.Simulator;

namespace Headgate.EndToEnd.Processes;

/// <summary>A secret in every place where one can be: it comes out at the vendor, where it belongs, and nowhere else.</summary>
public sealed class CanaryTests
{
    private const string Canary = "canary7Qx2";

    [Fact]
    public async Task A_secret_comes_out_nowhere()
    {
        await using var simulator = await SimulatorServer.StartAsync();
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.ServeAsync(folder, Config(simulator), new Dictionary<string, string>
        {
            ["VENDOR_HEADER"] = $"{Canary}-environment",
        });

        var replies = await CallsAsync(gateway);
        replies += await AdminCall.SendAsync(HttpMethod.Get, gateway.AdminUrl + "/api/v1/config");
        replies += await AdminCall.SendAsync(HttpMethod.Get, gateway.AdminUrl + "/metrics");
        replies += await AdminCall.SendAsync(HttpMethod.Get, gateway.AdminUrl + "/api/v1/keys");
        var records = await AdminCall.JsonAsync(HttpMethod.Get, gateway.AdminUrl + "/api/v1/requests?limit=100");
        foreach (var id in records.GetProperty("items").EnumerateArray().Select(record => record.GetProperty("id").GetString()))
            replies += await AdminCall.SendAsync(HttpMethod.Get, $"{gateway.AdminUrl}/api/v1/requests/{id}");
        await gateway.SignalAsync("TERM");
        Assert.Equal(0, await gateway.ExitAsync());

        Assert.Contains(simulator.Calls, call => call.Header("authorization")?.Contains(Canary, StringComparison.Ordinal) == true);
        Assert.Contains(simulator.Calls, call => call.Header("x-vendor") == $"{Canary}-environment");
        Assert.True(records.GetProperty("items").GetArrayLength() >= 6);
        Assert.DoesNotContain(Canary, replies, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, gateway.Output + gateway.Errors, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder.Path, "data"), "*", SearchOption.AllDirectories))
            Assert.True(!Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)).Contains(Canary, StringComparison.Ordinal), file);
    }

    /// <summary>The vendor of <c>echoing</c> refuses its key and shows it; no proxy is where <c>proxied</c> has one.</summary>
    private static string Config(SimulatorServer simulator) => GatewayConfig.Head(simulator.BaseAddress)
        .Replace(GatewayConfig.OpenAISecret, $"sk-{Canary}-openai", StringComparison.Ordinal)
        .Replace("openai: {", "openai: { headers: { x-vendor: \"${VENDOR_HEADER}\" },", StringComparison.Ordinal)
        .Replace("keys:", $$"""
          echoing: { type: openai, api_key: sk-{{Canary}}-bad, base_url: "{{simulator.BaseAddress}}v1" }
          proxied: { type: openai, api_key: sk-{{Canary}}, base_url: "http://example.com/v1", proxy: "http://user:{{Canary}}@127.0.0.1:9" }
        keys:
          - { name: canary, key: hg-{{Canary}}-0123456789012345678901234567890123456789 }
        """, StringComparison.Ordinal);

    private static async Task<string> CallsAsync(GatewayProcess gateway)
    {
        using var client = new HttpClient();
        var all = new StringBuilder();
        foreach (var (model, key) in new[]
        {
            ("openai/echo", $"hg-{Canary}-0123456789012345678901234567890123456789"),
            ("openai/status-400", GatewayConfig.Key),
            ("echoing/echo", GatewayConfig.Key),
            ("proxied/echo", GatewayConfig.Key),
            ("openai/cut-after-5", GatewayConfig.Key),
            ("openai/echo", $"hg-wrong-{Canary}"),
        })
        {
            using var request = TestCall.To(gateway.BaseUrl, $"/v1/chat/completions?api_key={Canary}", Body(model), key);
            request.Headers.Add("x-secret", Canary);
            request.Headers.Add("cookie", $"session={Canary}");
            request.Headers.Add("user-agent", Canary);
            using var response = await client.SendAsync(request, Bound.Token());
            all.Append(response.Headers).Append(model == "openai/echo" ? "" : await response.Content.ReadAsStringAsync(Bound.Token()));
        }

        return all.ToString();
    }

    /// <summary>In the text, in an unknown field, and as the name of one.</summary>
    private static string Body(string model) =>
        $$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{Canary}}"}],"x_secret":"{{Canary}}","{{Canary}}":[1]}""";
}
