using Headgate.EndToEnd.Wire;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Worlds;

/// <summary>Each SDK through the gateway to the other kind of vendor: what the client says arrives, in the vendor's words.</summary>
public sealed class CrosswiseWorld : GatewayedWorld
{
    public override string Name => "crosswise";

    // What a translation may ask for depends on the vendor's model.
    public override string OpenAIModel(string behaviour) => $"claude/claude-sonnet-4-5:{behaviour}";

    public override string ClaudeModel(string behaviour) => $"openai/gpt-5-mini:{behaviour}";

    protected override void CheckCall(WireExchange exchange, SimulatedCall call, string upstreamModel, RequestRecord record) =>
        TranslationCheck.Call(exchange, call, upstreamModel);
}
