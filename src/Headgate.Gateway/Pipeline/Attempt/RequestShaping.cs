using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>The client's body as a target gets it: the native lane's closed list of edits, made anew from the original for each call.</summary>
internal static class RequestShaping
{
    private const string Betas = "anthropic-beta";

    public static SplicedBody For(Target target, ModelAlias alias, Inbound inbound, bool asksForUsage, long? bound)
    {
        var edits = new RequestEdits();
        if (inbound.Model != target.VendorModel && !inbound.Protocol.IsNamedInPath)
        {
            edits.Add(target.ModelEdit);
        }

        foreach (MemberEdit edit in inbound.Protocol.Rename(inbound.Scan, target.UpstreamModel))
        {
            edits.Add(edit);
        }

        if (Generates(inbound.Protocol.Protocol))
        {
            foreach (MemberEdit edit in alias.Edits)
            {
                edits.Add(edit);
            }
        }

        edits.AddVeil(inbound.Veil);
        if (bound is { } tokens)
        {
            edits.Add(inbound.Protocol.Bound(inbound.Scan, tokens, target.Provider.Row)); // it is paid for, whatever the alias says
        }

        if (asksForUsage)
        {
            edits.Add(MemberEdit.AskForUsage);
        }

        foreach (MemberEdit edit in WantedBy(target.Provider.Vendor, inbound.Protocol.Protocol, inbound))
        {
            edits.Add(edit);
        }

        return edits.Apply(inbound.Scan);
    }

    /// <summary>A translated body as a target gets it: with what its vendor wants changed in this protocol.</summary>
    public static SplicedBody For(Target target, WireProtocol protocol, Inbound inbound, BodyBuffer translated)
    {
        ImmutableArray<MemberEdit> wanted = WantedBy(target.Provider.Vendor, protocol, inbound);
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
    /// protocol, so it is done before translating; and so it is with the name of the end user.
    /// </summary>
    public static ReadOnlyMemory<byte> ForHub(ModelAlias alias, Inbound inbound)
    {
        if (alias.Edits.IsEmpty)
        {
            return Veiled(inbound);
        }

        var edits = new RequestEdits();
        foreach (MemberEdit edit in alias.Edits)
        {
            edits.Add(edit);
        }

        edits.AddVeil(inbound.Veil);
        return edits.Apply(inbound.Scan).ToArray();
    }

    /// <summary>The client's body without names that the key keeps from providers; the client's own bytes where it has none.</summary>
    public static ReadOnlyMemory<byte> Veiled(Inbound inbound)
    {
        if (inbound.Veil.IsEmpty)
        {
            return inbound.Body.Written;
        }

        var edits = new RequestEdits();
        edits.AddVeil(inbound.Veil);
        return edits.Apply(inbound.Scan).ToArray();
    }

    /// <summary>Names the betas that the client asks its own protocol for and that the target's vendor is not told of.</summary>
    public static void NameBetasLeftOut(Target target, WireProtocol protocol, Inbound inbound, LossList losses)
    {
        if (BetasFor(protocol, inbound) is { } betas)
        {
            foreach (string beta in target.Provider.Vendor.BetasLeftOut(protocol, betas))
            {
                losses.Add($"{Betas}[{beta}]", "the vendor knows no such beta");
            }
        }
    }

    /// <summary>The same for a request that goes up as it stands; null where there are none.</summary>
    public static LossList? BetasLeftOut(Target target, Inbound inbound)
    {
        if (BetasFor(inbound.Protocol.Protocol, inbound) is null)
        {
            return null;
        }

        LossList losses = new();
        NameBetasLeftOut(target, inbound.Protocol.Protocol, inbound, losses);
        return losses.Count == 0 ? null : losses;
    }

    /// <summary>What the vendor wants changed in this protocol, and the client's betas where it wants them in the body.</summary>
    private static ImmutableArray<MemberEdit> WantedBy(IProvider vendor, WireProtocol protocol, Inbound inbound)
    {
        ImmutableArray<MemberEdit> wanted = vendor.EditsFor(protocol);
        return BetasFor(protocol, inbound) is { } betas && vendor.EditForBetas(protocol, betas) is { } named ? wanted.Add(named) : wanted;
    }

    /// <summary>The client's betas: to a vendor of another protocol than the client's they mean nothing.</summary>
    private static string? BetasFor(WireProtocol protocol, Inbound inbound) =>
        protocol == inbound.Protocol.Protocol ? inbound.Request.Headers[Betas] : null;

    /// <summary>Defaults are about generating: a token count, an embedding, a ranking or a compaction takes none of them.</summary>
    private static bool Generates(WireProtocol protocol) => protocol == WireProtocol.OpenAICompletions || ChatCodecs.IngressOf(protocol) is not null;
}
