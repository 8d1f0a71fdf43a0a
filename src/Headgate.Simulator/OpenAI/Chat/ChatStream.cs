using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Chat;

/// <summary>Writes a chat completion as chunks. With <c>include_usage</c> every chunk says <c>usage: null</c> and one more, with no
/// choices, says the usage; without it the word does not occur.</summary>
internal sealed class ChatStream(EventScratch scratch, Turn turn)
{
    private readonly string _id = "chatcmpl-" + turn.AnswerId;
    private readonly long _created = turn.Created.ToUnixTimeSeconds();

    public IEnumerable<StreamEvent> Events()
    {
        for (var i = 0; i < turn.Answers.Count; i++)
        {
            foreach (var chunk in Choice(i, turn.Answers[i]))
                yield return chunk;
        }

        if (turn.Conversation.IncludeUsage)
            yield return UsageChunk();
        yield return OpenAIStream.Done;
    }

    private IEnumerable<StreamEvent> Choice(int index, Answer answer)
    {
        yield return Opening(index, answer);
        foreach (var token in Tokens.Split(answer.Reasoning ?? ""))
            yield return TextChunk(index, "reasoning_content", token);
        foreach (var token in Tokens.Split(answer.Text ?? ""))
            yield return TextChunk(index, "content", token);
        for (var i = 0; i < answer.ToolCalls.Count; i++)
        {
            yield return ToolChunk(index, i, answer.ToolCalls[i]);
            foreach (var token in Tokens.Split(answer.ToolCalls[i].Arguments))
                yield return ArgumentsChunk(index, i, token);
        }

        Begin(index);
        yield return End(ChatWords.FinishReason(answer.Stop));
    }

    private StreamEvent Opening(int index, Answer answer)
    {
        var json = Begin(index);
        json.WriteString("role", "assistant");
        json.WriteString("content", answer.ToolCalls.Count > 0 ? null : "");
        json.WriteNull("refusal");
        return End();
    }

    private StreamEvent TextChunk(int index, string field, ReadOnlyMemory<char> token)
    {
        var json = Begin(index);
        json.WriteString(field, token.Span);
        return End(tokens: 1, logprobs: field == "content" ? token : null);
    }

    private StreamEvent ToolChunk(int index, int callIndex, ToolCall call)
    {
        var json = BeginToolCall(index, callIndex);
        json.WriteString("id", turn.Draws.Id("call_"));
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        json.WriteString("arguments", "");
        return EndToolCall(json, call.NameTokens);
    }

    private StreamEvent ArgumentsChunk(int index, int callIndex, ReadOnlyMemory<char> token)
    {
        var json = BeginToolCall(index, callIndex);
        json.WriteStartObject("function");
        json.WriteString("arguments", token.Span);
        return EndToolCall(json, 1);
    }

    private StreamEvent UsageChunk()
    {
        var json = BeginChunk();
        json.WriteStartArray("choices");
        json.WriteEndArray();
        CompletionUsage.Write(json, turn.Usage);
        return scratch.End();
    }

    private Utf8JsonWriter BeginToolCall(int index, int callIndex)
    {
        var json = Begin(index);
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", callIndex);
        return json;
    }

    private StreamEvent EndToolCall(Utf8JsonWriter json, int tokens)
    {
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        return End(tokens: tokens);
    }

    private Utf8JsonWriter BeginChunk()
    {
        var json = scratch.Begin();
        json.WriteString("id", _id);
        json.WriteString("object", "chat.completion.chunk");
        json.WriteNumber("created", _created);
        json.WriteString("model", turn.Model);
        json.WriteString("service_tier", "default");
        json.WriteString("system_fingerprint", ChatWriter.Fingerprint);
        return json;
    }

    private Utf8JsonWriter Begin(int index)
    {
        var json = BeginChunk();
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteStartObject("delta");
        return json;
    }

    private StreamEvent End(string? finishReason = null, int tokens = 0, ReadOnlyMemory<char>? logprobs = null)
    {
        var json = scratch.Json;
        json.WriteEndObject();
        if (logprobs is { } token)
            Logprobs.Write(json, turn, [token]);
        else
            json.WriteNull("logprobs");
        json.WriteString("finish_reason", finishReason);
        json.WriteEndObject();
        json.WriteEndArray();
        if (turn.Conversation.IncludeUsage)
            json.WriteNull("usage");
        return scratch.End(tokens: tokens, isContent: tokens > 0);
    }
}
