using System.Text;
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

        if (Generates(inbound.Protocol.Protocol))
        {
            ApplyDefaults(edits, alias, inbound);
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

    private static void ApplyDefaults(RequestEdits edits, ModelAlias alias, Inbound inbound)
    {
        foreach ((string name, ReadOnlyMemory<byte> value) in alias.Defaults)
        {
            if (!inbound.Scan.TryGet(Encoding.UTF8.GetBytes(name), out _))
            {
                edits.Set(name, value);
            }
        }

        foreach (string name in alias.Drop)
        {
            edits.Remove(name);
        }
    }

    /// <summary>Defaults are about generating: a token count or an embedding takes none of them.</summary>
    private static bool Generates(WireProtocol protocol) => protocol is not (WireProtocol.OpenAIEmbeddings or WireProtocol.AnthropicCountTokens);
}
