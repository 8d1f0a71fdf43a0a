using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation.Json;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>How a value that the other protocol says differently is said there.</summary>
/// <param name="From">The protocol it comes from.</param>
/// <param name="Leaf">Its path in any element: <c>$.messages[].content[].image_url.detail</c>.</param>
/// <param name="Value">The value as JSON; <c>*</c> for any.</param>
/// <param name="How">How, for <c>docs/translation.md</c>.</param>
/// <param name="Seen">
/// Signs in the output of which one must be there: <c>$.path=json</c>, <c>!$.path</c> for nothing at the path, <c>~text</c> for a text anywhere.
/// </param>
internal sealed record Counterpart(WireProtocol From, string Leaf, string Value, string How, params ImmutableArray<string> Seen)
{
    public bool Fits(WireProtocol from, Leaf leaf, LeafValue value) =>
        from == From && leaf.Pattern == Leaf && (Value == "*" || Value == value.Json);

    public bool IsSeenIn(string text, JsonNode output) => Seen.Any(sign => sign[0] switch
    {
        '~' => text.Contains(sign[1..], StringComparison.Ordinal),
        '!' => JsonPath.Get(output, sign[1..]) is null,
        _ => sign.Split('=', 2) is [var path, var json] && JsonMeaning.Of(JsonPath.Get(output, path)) == JsonMeaning.Of(JsonNode.Parse(json)),
    });
}
