using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>Finds the class of service that a request of any protocol asks for.</summary>
/// <remarks>
/// OpenAI's and Anthropic's <c>service_tier</c>, Anthropic's <c>speed</c> (https://docs.anthropic.com/en/api/messages), Gemini's <c>serviceTier</c>
/// (https://ai.google.dev/api/generate-content), read 2026-11-22.
/// </remarks>
public static class RequestTiers
{
    private static readonly ImmutableArray<byte[]> Classes = ["service_tier"u8.ToArray(), "serviceTier"u8.ToArray()];
    private static readonly ImmutableArray<byte[]> Extras = ["speed"u8.ToArray(), "inference_geo"u8.ToArray()];

    /// <summary>One name for what vendors name differently: <c>standard</c> and <c>standard_only</c> are <c>default</c>.</summary>
    public static string NameOf(string tier) => tier is "standard" or "standard_only" ? "default" : tier;

    /// <summary>The first that is not allowed; null when there is none. <c>auto</c> is what saying nothing means, and always allowed.</summary>
    public static string? FirstBeyond(JsonScan request, ImmutableArray<string> allowed) =>
        Beyond(request, "service_tier"u8, allowed) ?? Beyond(request, "serviceTier"u8, allowed) ?? Beyond(request, "speed"u8, allowed);

    /// <summary>What a request asks for that its price may follow.</summary>
    /// <param name="request">The request.</param>
    /// <param name="edits">What is set in it on its way. What they take out counts all the same.</param>
    public static AskedTiers Asked(JsonScan request, ImmutableArray<MemberEdit> edits)
    {
        AskedTiers asked = new(In(request, edits, Classes), In(request, edits, Extras));
        return asked.IsEmpty ? AskedTiers.None : asked;
    }

    private static ImmutableArray<string> In(JsonScan request, ImmutableArray<MemberEdit> edits, ImmutableArray<byte[]> members)
    {
        ImmutableArray<string> asked = [];
        foreach (byte[] member in members)
        {
            asked = request.GetString(member) is { } tier ? With(asked, tier) : asked;
            foreach (MemberEdit edit in edits)
            {
                asked = edit.RawJson.Span is [(byte)'"', .. var word, (byte)'"'] && edit.Name.AsSpan().SequenceEqual(member)
                    ? With(asked, Encoding.UTF8.GetString(word))
                    : asked;
            }
        }

        return asked;
    }

    private static ImmutableArray<string> With(ImmutableArray<string> asked, string tier) =>
        ServiceTiers.Name(Encoding.UTF8.GetBytes(NameOf(tier))) is { } name and not ("default" or "global") && !asked.Contains(name) ? asked.Add(name) : asked;

    private static string? Beyond(JsonScan request, ReadOnlySpan<byte> member, ImmutableArray<string> allowed)
    {
        if (!request.TryGet(member, out JsonMember found) || found.Kind == JsonTokenType.Null)
        {
            return null;
        }

        // What is no text is not understood here, and not let through: an enum of Google's may be a number.
        string tier = NameOf(request.GetString(member) ?? Encoding.UTF8.GetString(request.ValueOf(found).Span));
        return tier == "auto" || allowed.Contains(tier) ? null : tier;
    }
}
