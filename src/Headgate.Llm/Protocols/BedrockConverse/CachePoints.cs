using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>Writes cache points, which here are elements of their own, behind what they are to cache.</summary>
/// <param name="traits">What the model takes.</param>
/// <param name="budget">How many of them.</param>
/// <param name="losses">Where it is named what the model does not take.</param>
internal sealed class CachePoints(ConverseTraits traits, CacheBudget budget, LossList losses)
{
    /// <summary>Writes the element for a marker; nothing for none.</summary>
    public void Write(Utf8JsonWriter writer, CacheMarker? marker)
    {
        if (marker is null)
        {
            return;
        }

        if (!traits.TakesCachePoints)
        {
            losses.Add(marker.Place, "this model has no cache points");
            return;
        }

        if (!budget.Takes(marker))
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartObject("cachePoint"u8);
        writer.WriteString("type"u8, "default"u8);
        WriteTimeToLive(writer, marker);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteTimeToLive(Utf8JsonWriter writer, CacheMarker marker)
    {
        if (marker.TimeToLive is not { } given)
        {
            return;
        }

        if (traits.TakesCacheTtl)
        {
            writer.WriteString("ttl"u8, CacheBudget.Nearest(given));
        }
        else
        {
            losses.Add(marker.Place.Member("ttl"), "this model's cache lives as long as it does");
        }
    }
}
