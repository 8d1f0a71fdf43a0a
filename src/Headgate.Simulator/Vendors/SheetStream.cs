using System.Text;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.OpenAI;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Vendors;

/// <summary>Writes an answer as chunks in a vendor's dialect.</summary>
internal sealed class SheetStream(VendorSheet sheet, EventScratch scratch, Turn turn)
{
    private readonly string _id = sheet.IdPrefix + turn.AnswerId;
    private int _tokens;

    public IEnumerable<StreamEvent> Events()
    {
        if (sheet.Comment is { } comment)
            yield return StreamEvent.Comment(Encoding.UTF8.GetBytes(comment));
        for (var i = 0; i < turn.Answers.Count; i++)
        {
            foreach (var chunk in Choice(i, turn.Answers[i], isLast: i == turn.Answers.Count - 1))
                yield return chunk;
        }

        if (sheet.StreamUsage == StreamUsage.Always || (sheet.StreamUsage == StreamUsage.Asked && turn.Conversation.IncludeUsage))
            yield return UsageChunk();
        yield return OpenAIStream.Done;
    }

    /// <summary>The failure that comes inside a stream.</summary>
    public StreamEvent Error()
    {
        if (sheet.StreamError == StreamErrorPlace.Alone)
            return OpenAIStream.Error(scratch);
        var json = BeginChunk();
        if (sheet.StreamError == StreamErrorPlace.Groq)
        {
            json.WriteStartObject("x_groq");
            json.WriteString("error", OpenAIStream.Failure.Message);
            json.WriteEndObject();
            return scratch.End();
        }

        OpenAIVendor.WriteErrorMember(json, OpenAIStream.Failure);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("delta");
        json.WriteString("content", "");
        json.WriteEndObject();
        json.WriteString("finish_reason", "error");
        json.WriteEndObject();
        json.WriteEndArray();
        return scratch.End();
    }

    private IEnumerable<StreamEvent> Choice(int index, Answer answer, bool isLast)
    {
        var opening = Begin(index);
        opening.WriteString("role", "assistant");
        opening.WriteString("content", "");
        // What is thought unseen is owed all the same.
        yield return End(0) with { Tokens = sheet.Reasoning is null ? answer.ReasoningTokens : 0 };
        foreach (var token in sheet.Reasoning is null ? [] : Tokens.Split(answer.Reasoning ?? ""))
            yield return Thought(index, token);
        foreach (var token in Tokens.Split(answer.Text ?? ""))
        {
            Begin(index).WriteString("content", token.Span);
            yield return End(1);
        }

        for (var i = 0; i < answer.ToolCalls.Count; i++)
        {
            foreach (var chunk in Call(index, i, answer.ToolCalls[i]))
                yield return chunk;
        }

        Begin(index);
        yield return Finish(SheetWriter.FinishReason(answer.Stop, sheet), isLast);
    }

    private StreamEvent Thought(int index, ReadOnlyMemory<char> token)
    {
        var json = Begin(index);
        if (sheet.Reasoning == "thinking")
        {
            json.WriteStartArray("content");
            SheetWriter.WriteThinkingPart(json, token.Span);
            json.WriteEndArray();
        }
        else
        {
            json.WriteString(sheet.Reasoning!, token.Span);
        }

        return End(1);
    }

    private IEnumerable<StreamEvent> Call(int index, int callIndex, ToolCall call)
    {
        var json = BeginCall(index, callIndex);
        json.WriteString("id", SheetWriter.CallId(turn, sheet));
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        json.WriteString("arguments", sheet.WholeCalls ? call.Arguments : "");
        yield return EndCall(json, sheet.WholeCalls ? call.Tokens : call.NameTokens);
        foreach (var token in sheet.WholeCalls ? [] : Tokens.Split(call.Arguments))
        {
            json = BeginCall(index, callIndex);
            json.WriteStartObject("function");
            json.WriteString("arguments", token.Span);
            yield return EndCall(json, 1);
        }
    }

    private StreamEvent UsageChunk()
    {
        var json = BeginChunk();
        json.WriteStartArray("choices");
        json.WriteEndArray();
        SheetUsage.Write(json, turn.Usage, sheet);
        return scratch.End();
    }

    private Utf8JsonWriter BeginCall(int index, int callIndex)
    {
        var json = Begin(index);
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", callIndex);
        return json;
    }

    private StreamEvent EndCall(Utf8JsonWriter json, int tokens)
    {
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        return End(tokens);
    }

    private Utf8JsonWriter BeginChunk()
    {
        var json = scratch.Begin();
        json.WriteString("id", _id);
        json.WriteString("object", "chat.completion.chunk");
        json.WriteNumber("created", turn.Created.ToUnixTimeSeconds());
        json.WriteString("model", turn.Model);
        SheetUsage.Members(json, sheet.Extras);
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

    private StreamEvent End(int tokens)
    {
        _tokens += tokens;
        var json = scratch.Json;
        json.WriteEndObject();
        json.WriteNull("finish_reason");
        json.WriteEndObject();
        json.WriteEndArray();
        if (sheet.StreamUsage == StreamUsage.Every)
            SheetUsage.Write(json, turn.Usage with { Output = _tokens, Reasoning = Math.Min(_tokens, turn.Usage.Reasoning) }, sheet);
        return scratch.End(tokens: tokens, isContent: tokens > 0);
    }

    private StreamEvent Finish(string reason, bool isLast)
    {
        var json = scratch.Json;
        json.WriteEndObject();
        json.WriteString("finish_reason", reason);
        json.WriteEndObject();
        json.WriteEndArray();
        if (isLast && sheet.StreamUsage is StreamUsage.Last or StreamUsage.Every)
            SheetUsage.Write(json, turn.Usage, sheet);
        if (isLast && sheet.StreamUsage == StreamUsage.Groq)
        {
            json.WriteStartObject("x_groq");
            json.WriteString("id", "req_" + turn.AnswerId);
            SheetUsage.Write(json, turn.Usage, sheet);
            json.WriteEndObject();
        }

        return scratch.End();
    }
}
