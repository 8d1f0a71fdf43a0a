using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Gemini;

/// <summary>Writes a whole answer of generateContent, and the pieces that its chunks are made of.</summary>
internal static class GenerateWriter
{
    public static void Write(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        if (turn.Answer.Stop == StopReason.Filtered)
            WriteBlocked(json);
        else
            WriteCandidates(json, turn);
        UsageWriter.Write(json, turn.Usage, turn.Usage.Output - turn.Usage.Reasoning, turn.Usage.Reasoning);
        WriteTail(json, turn);
        json.WriteEndObject();
    }

    /// <summary>A prompt that a filter stopped is answered all the same, but by no candidate.</summary>
    public static void WriteBlocked(Utf8JsonWriter json)
    {
        json.WriteStartObject("promptFeedback");
        json.WriteString("blockReason", "PROHIBITED_CONTENT");
        json.WriteEndObject();
    }

    public static void WriteTail(Utf8JsonWriter json, Turn turn)
    {
        json.WriteString("modelVersion", turn.Model);
        json.WriteString("responseId", turn.AnswerId);
    }

    public static string FinishOf(Answer answer) => answer.Stop == StopReason.TokenLimit ? "MAX_TOKENS" : "STOP";

    /// <summary>Whether an answer carries the signature of the thoughts behind it.</summary>
    public static bool Signs(Turn turn, Answer answer) => answer.Reasoning is not null || GeminiModel.Signs(turn.Model);

    public static void WriteText(Utf8JsonWriter json, ReadOnlySpan<char> text, bool isThought, string? signature)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        if (isThought)
            json.WriteBoolean("thought", true);
        WriteSignature(json, signature);
        json.WriteEndObject();
    }

    /// <summary>A call, which has an id only where the model signs.</summary>
    public static void WriteCall(Utf8JsonWriter json, Turn turn, ToolCall call, string? signature)
    {
        json.WriteStartObject();
        json.WriteStartObject("functionCall");
        if (GeminiModel.Signs(turn.Model))
            json.WriteString("id", turn.Draws.Id("", 8));
        json.WriteString("name", call.Name);
        json.WritePropertyName("args");
        json.WriteRawValue(call.Arguments, skipInputValidation: true);
        json.WriteEndObject();
        WriteSignature(json, signature);
        json.WriteEndObject();
    }

    private static void WriteSignature(Utf8JsonWriter json, string? signature)
    {
        if (signature is not null)
            json.WriteString("thoughtSignature", signature);
    }

    private static void WriteCandidates(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartArray("candidates");
        foreach (var (index, answer) in turn.Answers.Index())
        {
            json.WriteStartObject();
            json.WriteStartObject("content");
            json.WriteStartArray("parts");
            WriteParts(json, turn, answer);
            json.WriteEndArray();
            json.WriteString("role", "model");
            json.WriteEndObject();
            json.WriteString("finishReason", FinishOf(answer));
            json.WriteNumber("index", index);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteParts(Utf8JsonWriter json, Turn turn, Answer answer)
    {
        if (answer.Reasoning is { } reasoning && GenerateReader.IncludesThoughts(turn.Request))
            WriteText(json, reasoning, isThought: true, null);
        if (answer.Text is { } text)
            WriteText(json, text, isThought: false, Signs(turn, answer) ? turn.Seal.Sign(text) : null);
        foreach (var (i, call) in answer.ToolCalls.Index())
            WriteCall(json, turn, call, i == 0 && Signs(turn, answer) ? turn.Seal.Sign(call.Name) : null);
    }
}
