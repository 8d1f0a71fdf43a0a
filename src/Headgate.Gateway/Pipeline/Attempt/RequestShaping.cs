using System.Buffers;
using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>The client's body as a target gets it: the native lane's closed list of edits, made anew from the original for each call.</summary>
internal static class RequestShaping
{
    public static SplicedBody For(Target target, ModelAlias alias, Inbound inbound, bool asksForUsage)
    {
        var edits = new RequestEdits();
        if (inbound.Model != target.VendorModel && !inbound.Protocol.IsNamedInPath)
        {
            edits.Add(target.ModelEdit);
        }

        if (Generates(inbound.Protocol.Protocol))
        {
            foreach (MemberEdit edit in alias.Edits)
            {
                edits.Add(edit);
            }
        }

        if (asksForUsage)
        {
            edits.Add(MemberEdit.AskForUsage);
        }

        IProvider vendor = target.Provider.Vendor;
        foreach (MemberEdit edit in vendor.EditsFor(inbound.Protocol.Protocol))
        {
            edits.Add(edit);
        }

        if (inbound.Request.Headers["anthropic-beta"] is { } betas && vendor.EditForBetas(inbound.Protocol.Protocol, betas) is { } named)
        {
            edits.Add(named);
        }

        return edits.Apply(inbound.Scan);
    }

    /// <summary>A translated body as a target gets it: with what its vendor wants changed in this protocol.</summary>
    public static SplicedBody For(Target target, WireProtocol protocol, BodyBuffer translated)
    {
        ImmutableArray<MemberEdit> wanted = target.Provider.Vendor.EditsFor(protocol);
        bool isRenamed = target.VendorModel != target.UpstreamModel && !NativeProtocols.Get(protocol).IsNamedInPath;
        if (wanted.IsEmpty && !isRenamed)
        {
            return new SplicedBody([translated.Written], translated.Length);
        }

        if (!JsonScan.TryScan(translated.Written, out JsonScan? scan, out GatewayError? error))
        {
            throw new InvalidOperationException($"A translation is no strict JSON: {error.Message}");
        }

        var edits = new RequestEdits();
        if (isRenamed)
        {
            edits.Add(target.ModelEdit);
        }

        foreach (MemberEdit edit in wanted)
        {
            edits.Add(edit);
        }

        return edits.Apply(scan);
    }

    /// <summary>
    /// The client's body as the hub reads it. What an alias sets and drops means the same on both lanes, members of the client's own
    /// protocol, so it is done before translating.
    /// </summary>
    public static ReadOnlyMemory<byte> ForHub(ModelAlias alias, Inbound inbound)
    {
        if (alias.Edits.IsEmpty)
        {
            return inbound.Body.Written;
        }

        var edits = new RequestEdits();
        foreach (MemberEdit edit in alias.Edits)
        {
            edits.Add(edit);
        }

        SplicedBody shaped = edits.Apply(inbound.Scan);
        var whole = new ArrayBufferWriter<byte>((int)shaped.Length);
        foreach (ReadOnlyMemory<byte> piece in shaped.Pieces)
        {
            whole.Write(piece.Span);
        }

        return whole.WrittenMemory;
    }

    /// <summary>Defaults are about generating: a token count or an embedding takes none of them.</summary>
    private static bool Generates(WireProtocol protocol) => protocol is not (WireProtocol.OpenAIEmbeddings or WireProtocol.AnthropicCountTokens);
}
