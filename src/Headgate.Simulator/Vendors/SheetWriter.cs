using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.OpenAI;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Vendors;

/// <summary>Writes a whole answer in a vendor's dialect.</summary>
internal sealed class SheetWriter(VendorSheet sheet, Utf8JsonWriter json, Turn turn)
{
    public void Write()
    {
        json.WriteStartObject();
        json.WriteString("id", sheet.IdPrefix + turn.AnswerId);
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", turn.Created.ToUnixTimeSeconds());
        json.WriteString("model", turn.Model);
        json.WriteStartArray("choices");
        for (var i = 0; i < turn.Answers.Count; i++)
            WriteChoice(i, turn.Answers[i]);
        json.WriteEndArray();
        SheetUsage.Write(json, turn.Usage, sheet);
        SheetUsage.Members(json, sheet.Extras);
        json.WriteEndObject();
    }

    /// <summary>The finish reason in the vendor's words.</summary>
    public static string FinishReason(StopReason stop, VendorSheet sheet) =>
        stop == StopReason.End ? sheet.StopWord : ChatWords.FinishReason(stop);

    /// <summary>An id of a call.</summary>
    public static string CallId(Turn turn, VendorSheet sheet) =>
        sheet.CallIdLength is { } length ? turn.Draws.Id("")[..length] : turn.Draws.Id("call_");

    /// <summary>Writes reasoning as a part of the content.</summary>
    public static void WriteThinkingPart(Utf8JsonWriter json, ReadOnlySpan<char> thought)
    {
        json.WriteStartObject();
        json.WriteString("type", "thinking");
        json.WriteStartArray("thinking");
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", thought);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteChoice(int index, Answer answer)
    {
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        WriteContent(answer);
        WriteCalls(answer);
        json.WriteEndObject();
        json.WriteString("finish_reason", FinishReason(answer.Stop, sheet));
        json.WriteEndObject();
    }

    private void WriteContent(Answer answer)
    {
        if (answer.Reasoning is { } thought && sheet.Reasoning == "thinking")
        {
            json.WriteStartArray("content");
            WriteThinkingPart(json, thought);
            if (answer.Text is { } text)
            {
                json.WriteStartObject();
                json.WriteString("type", "text");
                json.WriteString("text", text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            return;
        }

        json.WriteString("content", answer.Text);
        if (answer.Reasoning is not null && sheet.Reasoning is { } field)
            json.WriteString(field, answer.Reasoning);
    }

    private void WriteCalls(Answer answer)
    {
        if (answer.ToolCalls.Count == 0)
            return;
        json.WriteStartArray("tool_calls");
        foreach (var call in answer.ToolCalls)
        {
            json.WriteStartObject();
            json.WriteString("id", CallId(turn, sheet));
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.Arguments);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
