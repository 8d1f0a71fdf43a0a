using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Chat;

/// <summary>Writes a whole chat completion.</summary>
internal static class ChatWriter
{
    public const string Fingerprint = "fp_simulated";

    public static void Write(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        json.WriteString("id", "chatcmpl-" + turn.AnswerId);
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", turn.Created.ToUnixTimeSeconds());
        json.WriteString("model", turn.Model);
        json.WriteStartArray("choices");
        for (var i = 0; i < turn.Answers.Count; i++)
            WriteChoice(json, turn, i);
        json.WriteEndArray();
        CompletionUsage.Write(json, turn.Usage);
        json.WriteString("service_tier", "default");
        json.WriteString("system_fingerprint", Fingerprint);
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, Turn turn, int index)
    {
        var answer = turn.Answers[index];
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        if (answer.Reasoning is not null)
            json.WriteString("reasoning_content", answer.Reasoning);
        json.WriteString("content", answer.Text);
        json.WriteNull("refusal");
        json.WriteStartArray("annotations");
        json.WriteEndArray();
        if (answer.ToolCalls.Count > 0)
            WriteToolCalls(json, turn, answer);
        json.WriteEndObject();
        Logprobs.Write(json, turn, Tokens.Split(answer.Text ?? ""));
        json.WriteString("finish_reason", ChatWords.FinishReason(answer.Stop));
        json.WriteEndObject();
    }

    private static void WriteToolCalls(Utf8JsonWriter json, Turn turn, Answer answer)
    {
        json.WriteStartArray("tool_calls");
        foreach (var call in answer.ToolCalls)
        {
            json.WriteStartObject();
            json.WriteString("id", turn.Draws.Id("call_"));
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
