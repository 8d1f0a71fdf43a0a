using Headgate.EndToEnd.Worlds;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Simulator.Calls;
using Headgate.Simulator.Vendors;

namespace Headgate.EndToEnd.Vendors;

/// <summary>A gateway in front of vendors that speak chat completions, each as picky as it is and with the answers it gives.</summary>
public sealed class VendorWorld : PlainWorld
{
    /// <summary>The vendors that the simulator plays: a sheet's name is the type in config.</summary>
    public static readonly string[] Vendors = [.. VendorSheets.All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Who goes on with an answer that has broken off, by the alias in which it is tried, and after how many events it does: a model of its own
    /// for each, or the one would be given up for sick.
    /// </summary>
    internal static readonly (string Alias, string Target, int Cut)[] Heirs =
    [
        ("to-vllm", "vllm/lorem-40", 10), ("to-mistral", "mistral/lorem-40", 11), ("to-deepseek", "deepseek/lorem-40", 12),
        ("to-claude", "claude/claude-haiku-4-5:lorem-40", 13),
    ];

    protected override string Config(Uri simulator) =>
        $$"""
        server: { listen: "http://127.0.0.1:0", admin: "http://127.0.0.1:0" }
        providers:
          openai: { type: openai, api_key: {{GatewayConfig.OpenAISecret}}, base_url: "{{simulator}}v1", protocols: [chat] }
          ollama-native: { type: ollama, base_url: "{{simulator}}v1", protocols: [ollama] }
          claude: { type: anthropic, api_key: {{GatewayConfig.ClaudeSecret}}, base_url: "{{simulator}}v1" }
        {{string.Concat(Vendors.Select(vendor => Provider(vendor, simulator)))}}
        models:
        {{string.Concat(Heirs.Select(Resumed))}}
        keys:
          - { name: test, key: {{GatewayConfig.Key}}, models: ["*"] }
        admin: { tokens: [ { name: test, token: {{GatewayConfig.AdminToken}}, role: admin } ] }
        """;

    /// <summary>Makes one call.</summary>
    internal async Task<VendorReply> CallAsync(string path, string body)
    {
        using var request = TestCall.To(Gateway.BaseUrl, path, body);
        using var response = await Client.SendAsync(request, Bound.Token());
        var text = await response.Content.ReadAsStringAsync(Bound.Token());
        var record = await Gateway.RecordAsync(response.Headers.GetValues("x-headgate-request-id").Single());
        return new VendorReply((int)response.StatusCode, text, record, CallOf(record));
    }

    private SimulatedCall? CallOf(RequestRecord record) =>
        Simulator.Calls.FirstOrDefault(call => record.Attempts.Length > 0 && call.Id == record.Attempts[^1].VendorRequestId);

    private static string Resumed((string Alias, string Target, int Cut) heir) =>
        $"  {heir.Alias}: {{ resume: true, retry: {{ tries: 1 }}, targets: [ {{ model: openai/lorem-40-cut-after-{heir.Cut} }}, {{ model: {heir.Target} }} ] }}\n";

    private static string Provider(string vendor, Uri simulator) =>
        $"  {vendor}: {{ type: {vendor}, api_key: sk-test, base_url: \"{simulator}vendors/{vendor}/v1\", protocols: [chat] }}\n";
}
