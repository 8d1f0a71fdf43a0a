using System.Text.Json;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Anthropic;

/// <summary>The usage object of messages: input tokens leave the cache out, output tokens hold the thinking.</summary>
internal static class MessagesUsage
{
    /// <summary>How cache writes are shared between the two times to live: the rest lives for an hour.</summary>
    private const int FiveMinutePercent = 60;

    public static void Write(Utf8JsonWriter json, Usage usage, long outputTokens)
    {
        var fiveMinutes = usage.CacheWrite * FiveMinutePercent / 100;
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", usage.Input);
        json.WriteNumber("cache_creation_input_tokens", usage.CacheWrite);
        json.WriteNumber("cache_read_input_tokens", usage.CacheRead);
        json.WriteStartObject("cache_creation");
        json.WriteNumber("ephemeral_5m_input_tokens", fiveMinutes);
        json.WriteNumber("ephemeral_1h_input_tokens", usage.CacheWrite - fiveMinutes);
        json.WriteEndObject();
        WriteOutput(json, usage, outputTokens);
        json.WriteNull("server_tool_use");
        json.WriteString("service_tier", "standard");
        json.WriteEndObject();
    }

    /// <summary>The cumulative usage at a stream's end.</summary>
    public static void WriteFinal(Utf8JsonWriter json, Usage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", usage.Input);
        json.WriteNumber("cache_creation_input_tokens", usage.CacheWrite);
        json.WriteNumber("cache_read_input_tokens", usage.CacheRead);
        WriteOutput(json, usage, usage.Output);
        json.WriteNull("server_tool_use");
        json.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter json, Usage usage, long outputTokens)
    {
        json.WriteNumber("output_tokens", outputTokens);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("thinking_tokens", Math.Min(usage.Reasoning, outputTokens));
        json.WriteEndObject();
    }
}
