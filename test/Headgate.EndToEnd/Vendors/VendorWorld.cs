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

    protected override string Config(Uri simulator) =>
        $$"""
        server: { listen: "http://127.0.0.1:0", admin: "http://127.0.0.1:0" }
        providers:
          openai: { type: openai, api_key: {{GatewayConfig.OpenAISecret}}, base_url: "{{simulator}}v1", protocols: [chat] }
          ollama-native: { type: ollama, base_url: "{{simulator}}v1", protocols: [ollama] }
          claude: { type: anthropic, api_key: {{GatewayConfig.ClaudeSecret}}, base_url: "{{simulator}}v1" }
        {{string.Concat(Vendors.Select(vendor => Provider(vendor, simulator)))}}
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

    private static string Provider(string vendor, Uri simulator) =>
        $"  {vendor}: {{ type: {vendor}, api_key: sk-test, base_url: \"{simulator}vendors/{vendor}/v1\", protocols: [chat] }}\n";
}
