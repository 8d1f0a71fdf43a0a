using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Reads a vendor's streamed answer: https://platform.openai.com/docs/api-reference/responses-streaming, by the types of SDK 7.57 (2026-11-13). An
/// event of a type that is not known says nothing: what it tells stands in the last event too, which has the whole answer.
/// </summary>
internal sealed class ResponsesStreamDecoder(SentRequest sent) : IStreamDecoder
{
    private static readonly JsonPlace SealedThinking = new("$.output[*].encrypted_content");

    private readonly Dictionary<long, int> _callByOutput = [];
    private readonly HashSet<long> _grown = [];
    private bool _isStarted;
    private bool _isEnded;
    private bool _hasSummary;
    private string? _tier;

    /// <inheritdoc />
    public void Read(in SseEvent streamEvent, List<ChatEvent> events)
    {
        if (streamEvent.Data.IsEmpty || streamEvent.Data.StartsWith("[DONE]"u8) || _isEnded)
        {
            return;
        }

        try
        {
            Read(ResponsesEvent.Read(streamEvent), events);
        }
        catch (JsonException)
        {
            throw JsonWalk.Refuse(default, "is no JSON");
        }
    }

    private void Read(in ResponsesEvent read, List<ChatEvent> events)
    {
        switch (read.Type)
        {
            case "response.created" or "response.in_progress" or "response.queued":
                Start(read, events);
                break;
            case "response.output_text.delta":
                Grow(read, new ChatEvent.TextDelta(0, read.Delta ?? ""), events);
                break;
            case "response.refusal.delta":
                Grow(read, new ChatEvent.RefusalDelta(0, read.Delta ?? ""), events);
                break;
            case "response.reasoning_summary_text.delta":
                _hasSummary = true;
                Grow(read, new ChatEvent.ReasoningDelta(0, read.Delta ?? ""), events);
                break;
            case "response.reasoning_text.delta" when !_hasSummary:
                Grow(read, new ChatEvent.ReasoningDelta(0, read.Delta ?? ""), events);
                break;
            case "response.reasoning_summary_part.added" when read.Summary > 0:
                events.Add(new ChatEvent.ReasoningDelta(0, "\n\n"));
                break;
            case "response.function_call_arguments.delta" or "response.custom_tool_call_input.delta":
                GrowCall(read, read.Delta, events);
                break;
            case "response.function_call_arguments.done" or "response.custom_tool_call_input.done" when !_grown.Contains(read.Output):
                GrowCall(read, read.Whole, events);
                break;
            case "response.content_part.done":
                events.Add(new ChatEvent.PartEnded(0));
                break;
            case "response.output_item.added":
                StartItem(read, events);
                break;
            case "response.output_item.done":
                EndItem(read, events);
                break;
            case "response.completed" or "response.incomplete":
                End(read, events);
                break;
        }
    }

    private void Start(in ResponsesEvent read, List<ChatEvent> events)
    {
        if (_isStarted)
        {
            return;
        }

        _isStarted = true;
        ChatEvent.Started started = StreamHead.Read(read.Response);
        _tier = started.ServiceTier;
        events.Add(started);
    }

    private void Grow(in ResponsesEvent read, ChatEvent piece, List<ChatEvent> events)
    {
        _grown.Add(read.Output);
        events.Add(piece);
    }

    private void GrowCall(in ResponsesEvent read, string? fragment, List<ChatEvent> events)
    {
        if (!string.IsNullOrEmpty(fragment) && _callByOutput.TryGetValue(read.Output, out int call))
        {
            Grow(read, new ChatEvent.ArgumentsDelta(0, call, fragment), events);
        }
    }

    private void StartItem(in ResponsesEvent read, List<ChatEvent> events)
    {
        if (TypeOf(read.Item) is "function_call" or "custom_tool_call" && _callByOutput.TryAdd(read.Output, _callByOutput.Count))
        {
            ToolCallPart call = ReadCall(read.Item);
            events.Add(new ChatEvent.ToolCallStarted(0, _callByOutput[read.Output], call.Id, call.Name) { IsFreeform = call.IsFreeform });
        }
    }

    private void EndItem(in ResponsesEvent read, List<ChatEvent> events)
    {
        switch (TypeOf(read.Item))
        {
            case "reasoning":
                EndThought(read, events);
                break;
            case "function_call" or "custom_tool_call":
                StartItem(read, events);
                if (!_grown.Contains(read.Output))
                {
                    GrowCall(read, Encoding.UTF8.GetString(ReadCall(read.Item).Arguments.Span), events);
                }

                events.Add(new ChatEvent.PartEnded(0));
                break;
        }
    }

    // The text may be withheld: the seal is then of nothing that can be seen.
    private void EndThought(in ResponsesEvent read, List<ChatEvent> events)
    {
        JsonWalk walk = new(read.Item.ToArray());
        ReasoningPart thought = ResponsesItemDecoder.ReadReasoning(ref walk, default);
        if (!_grown.Contains(read.Output))
        {
            events.Add(new ChatEvent.ReasoningDelta(0, thought.Text ?? ""));
        }

        if (thought is { Signature: { } signature, SignedBy: { } signer })
        {
            events.Add(new ChatEvent.ReasoningSigned(0, signature, signer) { Place = SealedThinking });
        }

        _hasSummary = false;
        events.Add(new ChatEvent.PartEnded(0));
    }

    private void End(in ResponsesEvent read, List<ChatEvent> events)
    {
        Start(read, events);
        _isEnded = true;
        ChatResponse whole = ResponsesResponseDecoder.Decode(read.Response.ToArray(), sent);
        ChatChoice choice = whole.Choices[0];
        foreach (ContentPart part in choice.Parts)
        {
            if (part is NativePart)
            {
                events.Add(new ChatEvent.Lost(new Loss(part.Place.ToString(), "Responses alone has such an item")));
            }

            Lose(part.Extras, events);
        }

        Lose(choice.Extras, events);
        Lose(whole.Extras, events);
        if (whole.ServiceTier is { } tier && tier != (_tier ?? "default"))
        {
            events.Add(new ChatEvent.Lost(new Loss("$.service_tier", "comes too late in a stream")));
        }

        if (whole.Usage is { } usage)
        {
            events.Add(new ChatEvent.UsageReported(usage));
        }

        bool hasCalls = choice.Finish == FinishReason.Stop && _callByOutput.Count > 0;
        events.Add(new ChatEvent.Finished(0, hasCalls ? FinishReason.ToolCalls : choice.Finish, StopSequence: null));
        events.Add(new ChatEvent.Ended());
    }

    private static void Lose(ImmutableArray<Extra> extras, List<ChatEvent> events)
    {
        foreach (Extra extra in extras)
        {
            events.Add(new ChatEvent.Lost(new Loss(extra.Place.ToString(), "Responses alone has this member")));
        }
    }

    private ToolCallPart ReadCall(ReadOnlySpan<byte> item)
    {
        JsonWalk walk = new(item.ToArray());
        return ResponsesItemDecoder.ReadCall(ref walk, default, sent, isFreeform: TypeOf(item) == "custom_tool_call");
    }

    private static string TypeOf(ReadOnlySpan<byte> item)
    {
        JsonCursor cursor = new(item);
        cursor.EnterObject();
        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("type"u8))
            {
                return cursor.Text() ?? "";
            }

            cursor.Skip();
        }

        return "";
    }
}
