using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Anthropic;

/// <summary>Writes a whole message.</summary>
internal static class MessagesWriter
{
    public static void Write(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        WriteHead(json, turn);
        json.WriteStartArray("content");
        WriteContent(json, turn);
        json.WriteEndArray();
        json.WriteString("stop_reason", StopReasonOf(turn.Answer));
        json.WriteString("stop_sequence", turn.Answer.StopSequence);
        WriteNothings(json);
        MessagesUsage.Write(json, turn.Usage, turn.Usage.Output);
        json.WriteEndObject();
    }

    public static void WriteHead(Utf8JsonWriter json, Turn turn)
    {
        json.WriteString("id", "msg_01" + turn.AnswerId);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", turn.Model);
    }

    /// <summary>The members that are there though nothing is in them.</summary>
    public static void WriteNothings(Utf8JsonWriter json)
    {
        json.WriteNull("stop_details");
        json.WriteNull("container");
        json.WriteNull("diagnostics");
    }

    public static string StopReasonOf(Answer answer) => answer.Stop switch
    {
        StopReason.ToolCalls => "tool_use",
        StopReason.TokenLimit => "max_tokens",
        StopReason.StopSequence => "stop_sequence",
        _ => "end_turn",
    };

    /// <summary>Whether the caller wants the signature of the thinking without the thinking.</summary>
    public static bool OmitsThinking(Turn turn) => turn.Request.Object("thinking")?.Text("display") == "omitted";

    private static void WriteContent(Utf8JsonWriter json, Turn turn)
    {
        if (turn.Answer.Reasoning is { } reasoning)
        {
            json.WriteStartObject();
            json.WriteString("type", "thinking");
            json.WriteString("thinking", OmitsThinking(turn) ? "" : reasoning);
            json.WriteString("signature", turn.Seal.Sign(reasoning));
            json.WriteEndObject();
        }

        if (turn.Answer.Text is { Length: > 0 } text)
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", text);
            json.WriteNull("citations");
            json.WriteEndObject();
        }

        foreach (var call in turn.Answer.ToolCalls)
            WriteToolUse(json, turn, call);
    }

    private static void WriteToolUse(Utf8JsonWriter json, Turn turn, ToolCall call)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_use");
        json.WriteString("id", turn.Draws.Id("toolu_01"));
        json.WriteString("name", call.Name);
        json.WritePropertyName("input");
        json.WriteRawValue(call.Arguments, skipInputValidation: true);
        json.WriteEndObject();
    }
}
