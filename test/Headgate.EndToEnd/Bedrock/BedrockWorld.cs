using Headgate.EndToEnd.Crosswise;
using Headgate.EndToEnd.Worlds;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Bedrock;

/// <summary>A gateway before a simulated Bedrock, once with a Bedrock key and once with a key that signs.</summary>
public sealed class BedrockWorld : PlainWorld
{
    /// <summary>The key of AWS's own documentation, which the simulator knows.</summary>
    internal const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    protected override string Config(Uri simulator) => GatewayConfig.Head(simulator, keyModels: "\"*\"], passthrough: [\"POST /**\"").Replace(
        "providers:",
        $$"""
        providers:
          bedrock: { type: bedrock, region: us-east-1, base_url: "{{simulator}}", api_key: a-bedrock-key, passthrough: ["POST /model/**"] }
          signed:
            type: bedrock
            region: eu-west-3
            base_url: "{{simulator}}"
            access_key_id: AKIDEXAMPLE
            secret_access_key: "{{Secret}}"
            passthrough: ["POST /model/**"]
          session:
            { type: bedrock, region: eu-west-3, base_url: "{{simulator}}", access_key_id: A, secret_access_key: "{{Secret}}", session_token: "t/0+k=" }
          forged: { type: bedrock, region: eu-west-3, base_url: "{{simulator}}", access_key_id: AKIDEXAMPLE, secret_access_key: another }
          converse: { type: bedrock, region: us-east-1, base_url: "{{simulator}}", api_key: k, protocols: [bedrock] }
        """,
        StringComparison.Ordinal);

    /// <summary>Makes one call.</summary>
    internal async Task<CrossingReply> CallAsync(string path, string body, string? betas = null)
    {
        using var request = TestCall.To(Gateway.BaseUrl, path, body);
        if (betas is not null)
            request.Headers.Add("anthropic-beta", betas);
        using var response = await Client.SendAsync(request, Bound.Token());
        var text = await response.Content.ReadAsStringAsync(Bound.Token());
        var record = await Gateway.RecordAsync(response.Headers.GetValues("x-headgate-request-id").Single());
        var losses = response.Headers.TryGetValues("x-headgate-losses", out var values) ? values.Single().Split(", ") : [];
        return new CrossingReply((int)response.StatusCode, text, losses, record, Calls(record.Attempts.Select(attempt => attempt.VendorRequestId)));
    }

    private List<SimulatedCall> Calls(IEnumerable<string?> ids) =>
        [.. ids.Where(id => id is not null).Select(id => Assert.Single(Simulator.Calls, call => call.Id == id))];
}
