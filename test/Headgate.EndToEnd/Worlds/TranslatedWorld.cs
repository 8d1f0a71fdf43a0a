using Headgate.EndToEnd.Wire;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Worlds;

/// <summary>The SDKs through the gateway to vendors of other kinds: what the client says arrives, in the vendor's words.</summary>
public abstract class TranslatedWorld : GatewayedWorld
{
    // What a translation may ask for depends on the vendor's model.
    protected const string OpenAI = "openai/gpt-5-mini:";
    protected const string Claude = "claude/claude-sonnet-4-5:";
    protected const string Gemini = "gemini/gemini-3-flash:";
    protected const string Bedrock = "nova/us.amazon.nova-pro-v1:";

    public override string Name => "crosswise";

    protected override void CheckCall(WireExchange exchange, SimulatedCall call, string upstreamModel, RequestRecord record) =>
        TranslationCheck.Call(exchange, call, upstreamModel);
}
