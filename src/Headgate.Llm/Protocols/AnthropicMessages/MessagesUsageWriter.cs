using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Writes <c>usage</c>: the input without what the cache gave or took, the output with the thinking.</summary>
internal static class MessagesUsageWriter
{
    private static readonly JsonPlace UsagePlace = new("$.usage");
    private static readonly JsonPlace CachePlace = UsagePlace.Member("cache_creation");
    private static readonly JsonPlace OutputPlace = UsagePlace.Member("output_tokens_details");
    private static readonly JsonPlace ServerToolPlace = UsagePlace.Member("server_tool_use");

    /// <summary>Writes the member <c>usage</c>; zeros where nothing is known.</summary>
    public static void Write(Utf8JsonWriter writer, Usage? usage, string? serviceTier, ImmutableArray<Extra> extras)
    {
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("input_tokens"u8, (usage?.InputText ?? 0) + (usage?.InputImage ?? 0) + (usage?.InputAudio ?? 0));
        WriteCache(writer, usage, extras);
        writer.WriteNumber("output_tokens"u8, usage?.Output ?? 0);
        WriteDetails(writer, usage, extras);
        if (serviceTier is not null)
        {
            writer.WriteString("service_tier"u8, serviceTier);
        }

        MessagesProtocol.Extras.Write(writer, extras, UsagePlace);
        writer.WriteEndObject();
    }

    // OpenAI's two times to live count as Anthropic's two.
    private static void WriteCache(Utf8JsonWriter writer, Usage? usage, ImmutableArray<Extra> extras)
    {
        long? shortWrite = Sum(usage?.CacheWrite5m, usage?.CacheWrite30m);
        long? longWrite = Sum(usage?.CacheWrite1h, usage?.CacheWrite12h);
        writer.WriteNumber("cache_creation_input_tokens"u8, (shortWrite ?? 0) + (longWrite ?? 0));
        writer.WriteNumber("cache_read_input_tokens"u8, usage?.CacheRead ?? 0);
        if (longWrite is not null || MessagesProtocol.Extras.Has(extras, CachePlace))
        {
            writer.WriteStartObject("cache_creation"u8);
            writer.WriteNumber("ephemeral_5m_input_tokens"u8, shortWrite ?? 0);
            writer.WriteNumber("ephemeral_1h_input_tokens"u8, longWrite ?? 0);
            MessagesProtocol.Extras.Write(writer, extras, CachePlace);
            writer.WriteEndObject();
        }
    }

    private static void WriteDetails(Utf8JsonWriter writer, Usage? usage, ImmutableArray<Extra> extras)
    {
        if (usage?.OutputReasoning is not null || MessagesProtocol.Extras.Has(extras, OutputPlace))
        {
            writer.WriteStartObject("output_tokens_details"u8);
            writer.WriteNumber("thinking_tokens"u8, usage?.OutputReasoning ?? 0);
            MessagesProtocol.Extras.Write(writer, extras, OutputPlace);
            writer.WriteEndObject();
        }

        if (usage is { WebSearches: not null } or { WebFetches: not null } || MessagesProtocol.Extras.Has(extras, ServerToolPlace))
        {
            writer.WriteStartObject("server_tool_use"u8);
            writer.WriteNumber("web_search_requests"u8, usage?.WebSearches ?? 0);
            writer.WriteNumber("web_fetch_requests"u8, usage?.WebFetches ?? 0);
            MessagesProtocol.Extras.Write(writer, extras, ServerToolPlace);
            writer.WriteEndObject();
        }
    }

    private static long? Sum(long? one, long? other) => one is null && other is null ? null : (one ?? 0) + (other ?? 0);
}
