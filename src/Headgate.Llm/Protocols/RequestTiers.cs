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
    /// <summary>One name for what vendors name differently: <c>standard</c> and <c>standard_only</c> are <c>default</c>.</summary>
    public static string NameOf(string tier) => tier is "standard" or "standard_only" ? "default" : tier;

    /// <summary>The first that is not allowed; null when there is none. <c>auto</c> is what saying nothing means, and always allowed.</summary>
    public static string? FirstBeyond(JsonScan request, ImmutableArray<string> allowed) =>
        Beyond(request, "service_tier"u8, allowed) ?? Beyond(request, "serviceTier"u8, allowed) ?? Beyond(request, "speed"u8, allowed);

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
