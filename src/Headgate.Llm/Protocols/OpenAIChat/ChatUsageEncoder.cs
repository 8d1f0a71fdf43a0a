using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Writes <c>usage</c>, whose details are subsets of its totals: everything read is a prompt token, whatever cache it came from. Writes to a
/// cache are told as one count.
/// </summary>
internal static class ChatUsageEncoder
{
    /// <summary>Writes the member; zeros when the vendor said nothing, since clients rely on its being there.</summary>
    public static void Write(Usage? usage, ImmutableArray<Extra> extras, Utf8JsonWriter json, LossList losses)
    {
        long input = usage?.Input ?? 0;
        long output = usage?.Output ?? 0;
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, input);
        json.WriteNumber("completion_tokens"u8, output);
        json.WriteNumber("total_tokens"u8, input + output);
        if (usage is not null)
        {
            WriteInputDetails(usage, extras, json, losses);
            WriteOutputDetails(usage, extras, json, losses);
            if (usage.WebSearches > 0 || usage.WebFetches > 0)
            {
                losses.Add("$.usage.server_tool_use", ChatProtocol.NoCounterpart);
            }
        }

        ChatProtocol.Extras.Write(json, extras, ChatPaths.Usage, losses);
        json.WriteEndObject();
    }

    private static void WriteInputDetails(Usage usage, ImmutableArray<Extra> extras, Utf8JsonWriter json, LossList losses)
    {
        long? written = WrittenTo(usage);
        if ((usage.CacheRead ?? written ?? usage.InputAudio ?? usage.InputImage) is null && !ChatProtocol.Extras.Has(extras, ChatUsageDecoder.InputDetails))
        {
            return;
        }

        json.WriteStartObject("prompt_tokens_details"u8);
        Write("cached_tokens"u8, usage.CacheRead, json);
        Write("cache_write_tokens"u8, written, json);
        if ((usage.CacheWrite30m ?? usage.CacheWrite12h) is not null)
        {
            json.WriteStartObject("cache_write_tokens_details"u8);
            Write("ttl_30m_tokens"u8, usage.CacheWrite30m, json);
            Write("ttl_12h_tokens"u8, usage.CacheWrite12h, json);
            json.WriteEndObject();
        }

        Write("audio_tokens"u8, usage.InputAudio, json);
        Write("image_tokens"u8, usage.InputImage, json);
        ChatProtocol.Extras.Write(json, extras, ChatUsageDecoder.InputDetails, losses);
        json.WriteEndObject();
    }

    private static void WriteOutputDetails(Usage usage, ImmutableArray<Extra> extras, Utf8JsonWriter json, LossList losses)
    {
        if ((usage.OutputReasoning ?? usage.OutputAudio ?? usage.OutputImage) is null && !ChatProtocol.Extras.Has(extras, ChatUsageDecoder.OutputDetails))
        {
            return;
        }

        json.WriteStartObject("completion_tokens_details"u8);
        Write("reasoning_tokens"u8, usage.OutputReasoning, json);
        Write("audio_tokens"u8, usage.OutputAudio, json);
        Write("image_tokens"u8, usage.OutputImage, json);
        ChatProtocol.Extras.Write(json, extras, ChatUsageDecoder.OutputDetails, losses);
        json.WriteEndObject();
    }

    private static long? WrittenTo(Usage usage) =>
        (usage.CacheWrite5m ?? usage.CacheWrite30m ?? usage.CacheWrite1h ?? usage.CacheWrite12h) is null
            ? null
            : (usage.CacheWrite5m ?? 0) + (usage.CacheWrite30m ?? 0) + (usage.CacheWrite1h ?? 0) + (usage.CacheWrite12h ?? 0);

    private static void Write(ReadOnlySpan<byte> name, long? count, Utf8JsonWriter json)
    {
        if (count is { } value)
        {
            json.WriteNumber(name, value);
        }
    }
}
