using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Responses;

/// <summary>Writes output items: empty when they are added, whole when they are done.</summary>
internal sealed class OutputItemWriter(Turn turn)
{
    private readonly bool _withEncryptedReasoning = turn.Request.Items("include")
        .Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals("reasoning.encrypted_content"));

    public void Write(Utf8JsonWriter json, OutputItem item, bool isDone)
    {
        json.WriteStartObject();
        json.WriteString("id", item.Id);
        if (item.Reasoning is { } reasoning)
            WriteReasoning(json, reasoning, isDone);
        else if (item.Call is { } call)
            WriteCall(json, item, call, isDone);
        else
            WriteMessage(json, item.Text!, isDone);
        json.WriteEndObject();
    }

    public static void WriteTextPart(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "output_text");
        json.WriteString("text", text);
        json.WriteStartArray("annotations");
        json.WriteEndArray();
        json.WriteStartArray("logprobs");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteSummaryPart(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "summary_text");
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private void WriteReasoning(Utf8JsonWriter json, string reasoning, bool isDone)
    {
        json.WriteString("type", "reasoning");
        json.WriteStartArray("summary");
        if (isDone)
            WriteSummaryPart(json, reasoning);
        json.WriteEndArray();
        if (_withEncryptedReasoning)
            json.WriteString("encrypted_content", isDone ? turn.Seal.Sign(reasoning) : "");
    }

    private static void WriteCall(Utf8JsonWriter json, OutputItem item, ToolCall call, bool isDone)
    {
        json.WriteString("type", call.IsFreeform ? "custom_tool_call" : "function_call");
        json.WriteString("status", isDone ? "completed" : "in_progress");
        json.WriteString("call_id", item.CallId);
        json.WriteString("name", call.Name);
        json.WriteString(call.IsFreeform ? "input" : "arguments", isDone ? call.Arguments : "");
    }

    private void WriteMessage(Utf8JsonWriter json, string text, bool isDone)
    {
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        var end = turn.Answer.Stop == StopReason.TokenLimit ? "incomplete" : "completed";
        json.WriteString("status", isDone ? end : "in_progress");
        json.WriteStartArray("content");
        if (isDone)
            WriteTextPart(json, text);
        json.WriteEndArray();
    }
}
