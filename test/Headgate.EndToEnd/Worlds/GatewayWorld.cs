using Headgate.EndToEnd.Wire;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Worlds;

/// <summary>Each SDK through the gateway to its own kind of vendor: the client's bytes arrive.</summary>
public sealed class GatewayWorld : GatewayedWorld
{
    public override string Name => "gateway";

    public override string OpenAIModel(string behaviour) => $"openai/{behaviour}";

    public override string ClaudeModel(string behaviour) => $"claude/{behaviour}";

    public override string GeminiModel(string behaviour) => $"gemini/gemini-3-flash:{behaviour}";

    protected override void CheckCall(WireExchange exchange, SimulatedCall call, string upstreamModel, RequestRecord record)
    {
        Assert.Equal(UpstreamCheck.Expected(exchange, upstreamModel), call.Body.ToArray());
        Assert.Empty(record.Losses);
    }
}
