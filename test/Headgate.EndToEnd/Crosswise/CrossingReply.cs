using System.Text.Json;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Crosswise;

/// <summary>One call from all three sides: what the client got, what is on record, what the vendors received.</summary>
internal sealed record CrossingReply(int Status, string Text, string[] Losses, RequestRecord Record, IReadOnlyList<SimulatedCall> Calls)
{
    /// <summary>The reply's JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>The reply's events: their data, without the final <c>[DONE]</c>.</summary>
    public List<JsonElement> Events =>
    [
        .. Text.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line["data: ".Length..])),
    ];

    /// <summary>What the vendor of the last attempt received.</summary>
    public JsonElement Received => JsonElement.Parse(Calls[^1].Body.Span);
}
