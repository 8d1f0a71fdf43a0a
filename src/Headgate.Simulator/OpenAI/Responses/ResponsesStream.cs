using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Responses;

/// <summary>Writes a response as its events: https://platform.openai.com/docs/api-reference/responses-streaming (read 2026-11-22).
/// Each is named and numbered; there is no [DONE].</summary>
internal sealed class ResponsesStream(EventScratch scratch, Turn turn)
{
    private readonly ResponseWriter _response = new(turn);
    private readonly OutputItemWriter _items = new(turn);
    private string _event = "";
    private int _sequence;

    public IEnumerable<StreamEvent> Events()
    {
        var items = OutputItem.Of(turn);
        yield return Whole("response.created", json => _response.WriteUnfinished(json, "in_progress"));
        yield return Whole("response.in_progress", json => _response.WriteUnfinished(json, "in_progress"));
        for (var i = 0; i < items.Count; i++)
        {
            foreach (var sent in Item(items[i], i))
                yield return sent;
        }

        var end = turn.Answer.Stop == StopReason.TokenLimit ? "response.incomplete" : "response.completed";
        yield return Whole(end, json => _response.WriteFinished(json, items));
    }

    /// <summary>The response that fails as a whole.</summary>
    public static StreamEvent Failed(EventScratch scratch, Turn turn, int sequence)
    {
        var stream = new ResponsesStream(scratch, turn) { _sequence = sequence };
        return stream.Whole("response.failed", json => stream._response.WriteUnfinished(json, "failed", OpenAIStream.Failure));
    }

    /// <summary>The stream that breaks off.</summary>
    public static StreamEvent Error(EventScratch scratch, int sequence)
    {
        var json = scratch.Begin();
        json.WriteString("type", "error");
        json.WriteNumber("sequence_number", sequence);
        json.WriteString("code", OpenAIStream.Failure.Code);
        json.WriteString("message", OpenAIStream.Failure.Message);
        json.WriteNull("param");
        return scratch.End("error");
    }

    private IEnumerable<StreamEvent> Item(OutputItem item, int index)
    {
        // An item that is no message is content from its start.
        yield return ItemEvent("response.output_item.added", item, index, isDone: false);
        var inside = item.Reasoning is not null ? Reasoning(item, index) : item.Call is not null ? Call(item, index) : Message(item, index);
        foreach (var sent in inside)
            yield return sent;
        yield return ItemEvent("response.output_item.done", item, index, isDone: true);
    }

    private IEnumerable<StreamEvent> Message(OutputItem item, int index)
    {
        const string At = "content_index";
        yield return Part("response.content_part.added", item, index, At, json => OutputItemWriter.WriteTextPart(json, ""));
        foreach (var token in Tokens.Split(item.Text!))
            yield return Text("response.output_text.delta", item, index, At, "delta", token, tokens: 1);
        yield return Text("response.output_text.done", item, index, At, "text", item.Text.AsMemory());
        yield return Part("response.content_part.done", item, index, At, json => OutputItemWriter.WriteTextPart(json, item.Text!));
    }

    private IEnumerable<StreamEvent> Reasoning(OutputItem item, int index)
    {
        const string At = "summary_index";
        yield return Part("response.reasoning_summary_part.added", item, index, At, json => OutputItemWriter.WriteSummaryPart(json, ""));
        foreach (var token in Tokens.Split(item.Reasoning!))
            yield return Text("response.reasoning_summary_text.delta", item, index, At, "delta", token, tokens: 1);
        yield return Text("response.reasoning_summary_text.done", item, index, At, "text", item.Reasoning.AsMemory());
        yield return Part("response.reasoning_summary_part.done", item, index, At,
            json => OutputItemWriter.WriteSummaryPart(json, item.Reasoning!));
    }

    private IEnumerable<StreamEvent> Call(OutputItem item, int index)
    {
        var (type, member) = item.Call!.IsFreeform ? ("response.custom_tool_call_input", "input") : ("response.function_call_arguments", "arguments");
        foreach (var token in Tokens.Split(item.Call.Arguments))
        {
            BeginIn($"{type}.delta", item, index).WriteString("delta", token.Span);
            yield return End(tokens: 1);
        }

        var json = BeginIn($"{type}.done", item, index);
        if (!item.Call.IsFreeform)
            json.WriteString("name", item.Call.Name);
        json.WriteString(member, item.Call.Arguments);
        yield return End();
    }

    private StreamEvent Whole(string type, Action<Utf8JsonWriter> write)
    {
        var json = Begin(type);
        json.WriteStartObject("response");
        write(json);
        json.WriteEndObject();
        return End();
    }

    private StreamEvent ItemEvent(string type, OutputItem item, int index, bool isDone)
    {
        var json = Begin(type);
        json.WriteNumber("output_index", index);
        json.WritePropertyName("item");
        _items.Write(json, item, isDone);
        return scratch.End(_event, isDone ? 0 : item.Call?.NameTokens ?? 0, isContent: !isDone && item.Text is null);
    }

    private StreamEvent Part(string type, OutputItem item, int index, string at, Action<Utf8JsonWriter> write)
    {
        var json = BeginIn(type, item, index);
        json.WriteNumber(at, 0);
        json.WritePropertyName("part");
        write(json);
        return End();
    }

    private StreamEvent Text(
        string type, OutputItem item, int index, string at, string member, ReadOnlyMemory<char> text, int tokens = 0)
    {
        var json = BeginIn(type, item, index);
        json.WriteNumber(at, 0);
        json.WriteString(member, text.Span);
        if (item.Text is not null)
        {
            json.WriteStartArray("logprobs");
            json.WriteEndArray();
        }

        return End(tokens);
    }

    private Utf8JsonWriter BeginIn(string type, OutputItem item, int index)
    {
        var json = Begin(type);
        json.WriteString("item_id", item.Id);
        json.WriteNumber("output_index", index);
        return json;
    }

    private Utf8JsonWriter Begin(string type)
    {
        _event = type;
        var json = scratch.Begin();
        json.WriteString("type", type);
        json.WriteNumber("sequence_number", _sequence++);
        return json;
    }

    private StreamEvent End(int tokens = 0) => scratch.End(_event, tokens, isContent: tokens > 0);
}
