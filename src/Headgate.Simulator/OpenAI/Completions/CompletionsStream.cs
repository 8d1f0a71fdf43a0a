using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.OpenAI.Chat;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Completions;

/// <summary>Writes a text completion as chunks, under chat's rule for usage.</summary>
internal sealed class CompletionsStream(EventScratch scratch, Turn turn)
{
    private readonly string _id = "cmpl-" + turn.AnswerId;

    public IEnumerable<StreamEvent> Events()
    {
        for (var i = 0; i < turn.Answers.Count; i++)
        {
            foreach (var token in Tokens.Split(turn.Answers[i].Text ?? ""))
                yield return Chunk(i, token.ToString(), null);
            yield return Chunk(i, "", ChatWords.FinishReason(turn.Answers[i].Stop));
        }

        if (turn.Conversation.IncludeUsage)
            yield return UsageChunk();
        yield return OpenAIStream.Done;
    }

    public static void WriteHead(Utf8JsonWriter json, Turn turn, string id)
    {
        json.WriteString("id", id);
        json.WriteString("object", "text_completion");
        json.WriteNumber("created", turn.Created.ToUnixTimeSeconds());
        json.WriteString("model", turn.Model);
        json.WriteString("system_fingerprint", ChatWriter.Fingerprint);
    }

    public static void WriteChoice(Utf8JsonWriter json, int index, string? text, string? finishReason)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteNumber("index", index);
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", finishReason);
        json.WriteEndObject();
    }

    private StreamEvent Chunk(int index, string text, string? finishReason)
    {
        var json = scratch.Begin();
        WriteHead(json, turn, _id);
        json.WriteStartArray("choices");
        WriteChoice(json, index, text, finishReason);
        json.WriteEndArray();
        if (turn.Conversation.IncludeUsage)
            json.WriteNull("usage");
        return scratch.End(tokens: text.Length > 0 ? 1 : 0, isContent: text.Length > 0);
    }

    private StreamEvent UsageChunk()
    {
        var json = scratch.Begin();
        WriteHead(json, turn, _id);
        json.WriteStartArray("choices");
        json.WriteEndArray();
        CompletionUsage.Write(json, turn.Usage);
        return scratch.End();
    }
}
