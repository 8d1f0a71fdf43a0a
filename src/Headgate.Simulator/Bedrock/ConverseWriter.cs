using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Bedrock;

/// <summary>Writes a whole answer of Converse.</summary>
internal static class ConverseWriter
{
    public static void Write(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        json.WriteStartObject("output");
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        WriteContent(json, turn);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("stopReason", StopReasonOf(turn.Answer));
        WriteMeters(json, turn.Usage);
        json.WriteEndObject();
    }

    public static string StopReasonOf(Answer answer) => answer.Stop switch
    {
        StopReason.ToolCalls => "tool_use",
        StopReason.TokenLimit => "max_tokens",
        StopReason.StopSequence => "stop_sequence",
        _ => "end_turn",
    };

    /// <summary>What was used, and how long it took.</summary>
    public static void WriteMeters(Utf8JsonWriter json, Usage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("inputTokens", usage.Input);
        json.WriteNumber("outputTokens", usage.Output);
        json.WriteNumber("totalTokens", usage.WholeInput + usage.Output);
        json.WriteNumber("cacheReadInputTokens", usage.CacheRead);
        json.WriteNumber("cacheWriteInputTokens", usage.CacheWrite);
        json.WriteEndObject();
        json.WriteStartObject("metrics");
        json.WriteNumber("latencyMs", 812);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, Turn turn)
    {
        if (turn.Answer.Reasoning is { } reasoning)
        {
            json.WriteStartObject();
            json.WriteStartObject("reasoningContent");
            json.WriteStartObject("reasoningText");
            json.WriteString("text", reasoning);
            json.WriteString("signature", turn.Seal.Sign(reasoning));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (turn.Answer.Text is { Length: > 0 } text)
        {
            json.WriteStartObject();
            json.WriteString("text", text);
            json.WriteEndObject();
        }

        foreach (var call in turn.Answer.ToolCalls)
        {
            json.WriteStartObject();
            json.WriteStartObject("toolUse");
            json.WriteString("toolUseId", turn.Draws.Id("tooluse_"));
            json.WriteString("name", call.Name);
            json.WritePropertyName("input");
            json.WriteRawValue(call.Arguments, skipInputValidation: true);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }
}
