using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Writes <c>usage</c>, whose details are subsets of its totals: everything read is an input token, whatever cache it came from. Writes to a cache
/// are told as one count.
/// </summary>
internal static class ResponsesUsageWriter
{
    /// <summary>The details of the input.</summary>
    public static readonly JsonPlace InputDetails = ResponsesPaths.Usage.Member("input_tokens_details");

    /// <summary>The details of the output.</summary>
    public static readonly JsonPlace OutputDetails = ResponsesPaths.Usage.Member("output_tokens_details");

    /// <summary>Writes the member's value; zeros when the vendor said nothing, since clients rely on its being there.</summary>
    public static void Write(Usage? usage, ImmutableArray<Extra> extras, Utf8JsonWriter json, LossList losses)
    {
        long input = usage?.Input ?? 0;
        long output = usage?.Output ?? 0;
        json.WriteStartObject();
        json.WriteNumber("input_tokens"u8, input);
        json.WriteStartObject("input_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage?.CacheRead ?? 0);
        json.WriteNumber("cache_write_tokens"u8, WrittenTo(usage));
        if (usage is not null && (usage.CacheWrite30m ?? usage.CacheWrite12h) is not null)
        {
            json.WriteStartObject("cache_write_tokens_details"u8);
            Write("ttl_30m_tokens"u8, usage.CacheWrite30m, json);
            Write("ttl_12h_tokens"u8, usage.CacheWrite12h, json);
            json.WriteEndObject();
        }

        Write("audio_tokens"u8, usage?.InputAudio, json);
        Write("image_tokens"u8, usage?.InputImage, json);
        ResponsesProtocol.Extras.Write(json, extras, InputDetails);
        json.WriteEndObject();
        json.WriteNumber("output_tokens"u8, output);
        json.WriteStartObject("output_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, usage?.OutputReasoning ?? 0);
        Write("audio_tokens"u8, usage?.OutputAudio, json);
        Write("image_tokens"u8, usage?.OutputImage, json);
        ResponsesProtocol.Extras.Write(json, extras, OutputDetails);
        json.WriteEndObject();
        json.WriteNumber("total_tokens"u8, input + output);
        ResponsesProtocol.Extras.Write(json, extras, ResponsesPaths.Usage);
        json.WriteEndObject();
        if (usage?.WebSearches > 0 || usage?.WebFetches > 0)
        {
            losses.Add("$.usage.server_tool_use", ResponsesProtocol.NoCounterpart);
        }
    }

    private static long WrittenTo(Usage? usage) =>
        (usage?.CacheWrite5m ?? 0) + (usage?.CacheWrite30m ?? 0) + (usage?.CacheWrite1h ?? 0) + (usage?.CacheWrite12h ?? 0);

    private static void Write(ReadOnlySpan<byte> name, long? count, Utf8JsonWriter json)
    {
        if (count is { } value)
        {
            json.WriteNumber(name, value);
        }
    }
}
