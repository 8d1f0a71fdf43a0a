using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Writes cache markers.</summary>
/// <param name="budget">How many of them.</param>
internal sealed class CacheMarks(CacheBudget budget)
{
    /// <summary>Writes a marker into the open block, with the members of it that only this protocol knows.</summary>
    public void Write(Utf8JsonWriter writer, CacheMarker? marker, ImmutableArray<Extra> extras)
    {
        if (marker is null || !budget.Takes(marker))
        {
            return;
        }

        writer.WriteStartObject("cache_control"u8);
        writer.WriteString("type"u8, "ephemeral"u8);
        if (marker.TimeToLive is { } timeToLive)
        {
            writer.WriteString("ttl"u8, CacheBudget.Nearest(timeToLive));
        }

        MessagesProtocol.Extras.Write(writer, extras, marker.Place);
        writer.WriteEndObject();
    }
}
