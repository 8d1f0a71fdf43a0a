using System.Globalization;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Ollama;

/// <summary>Writes the members of an answer's object: a line of a stream, or the whole.</summary>
internal static class OllamaWriter
{
    public static void Head(Utf8JsonWriter json, Turn turn)
    {
        json.WriteString("model", turn.Model);
        json.WriteString("created_at", turn.Created.ToString("O", CultureInfo.InvariantCulture));
    }

    public static void Message(Utf8JsonWriter json, string? text, string? thought, IReadOnlyList<ToolCall> calls)
    {
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", text ?? "");
        if (thought is not null)
            json.WriteString("thinking", thought);
        if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in calls)
            {
                json.WriteStartObject();
                json.WriteStartObject("function");
                json.WriteString("name", call.Name);
                json.WritePropertyName("arguments");
                json.WriteRawValue(call.Arguments);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public static void End(Utf8JsonWriter json, Turn turn)
    {
        json.WriteString("done_reason", turn.Answer.Stop == StopReason.TokenLimit ? "length" : "stop");
        json.WriteBoolean("done", true);
        json.WriteNumber("total_duration", 5_191_566_416);
        json.WriteNumber("load_duration", 2_154_458);
        json.WriteNumber("prompt_eval_count", turn.Usage.WholeInput);
        json.WriteNumber("prompt_eval_duration", 383_809_000);
        json.WriteNumber("eval_count", turn.Usage.Output);
        json.WriteNumber("eval_duration", 4_799_921_000);
    }
}
