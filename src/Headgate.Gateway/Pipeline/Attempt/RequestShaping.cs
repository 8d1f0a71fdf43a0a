using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>The client's body as a target gets it: the native lane's closed list of edits, made anew from the original for each call.</summary>
internal static class RequestShaping
{
    private static readonly ReadOnlyMemory<byte> False = "false"u8.ToArray();

    public static SplicedBody For(Target target, ModelAlias alias, Inbound inbound, bool asksForUsage)
    {
        var edits = new RequestEdits();
        if (inbound.Model != target.UpstreamModel)
        {
            edits.SetString("model", target.UpstreamModel);
        }

        foreach ((string name, ReadOnlyMemory<byte> value) in alias.Defaults)
        {
            if (!inbound.Scan.TryGet(System.Text.Encoding.UTF8.GetBytes(name), out _))
            {
                edits.Set(name, value);
            }
        }

        foreach (string name in alias.Drop)
        {
            edits.Remove(name);
        }

        if (inbound.Protocol.Protocol == WireProtocol.OpenAIResponses)
        {
            // A stored response would belong to the provider's account, where every key of this gateway could read it.
            edits.Set("store", False);
        }

        if (asksForUsage)
        {
            edits.AskForUsage();
        }

        return edits.Apply(inbound.Scan);
    }
}
