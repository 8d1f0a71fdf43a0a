using System.Buffers;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Writes a streamed answer for a client: https://platform.openai.com/docs/api-reference/responses-streaming, by the types of SDK 7.57 (2026-11-13).
/// The last event has the whole answer, so that it is kept as it grows. Only the first choice is told: there is no other here.
/// </summary>
internal sealed class ResponsesStreamEncoder(ChatRequest request, LossList losses) : IStreamEncoder
{
    private readonly ResponsesEventWriter _events = new();
    private ResponseHead _head = new("resp_0", 0, null, null);
    private OutputItems _items = null!;
    private ResponsesItemEvents? _growth;
    private Usage? _usage;
    private ChatEvent.Finished? _finished;

    /// <inheritdoc />
    public IReadOnlyList<AnswerItem> Items => [.. _items.All.Where(item => item.Id.Length > 0).Select(AnswerItems.Of)];

    /// <inheritdoc />
    public long NextSequenceNumber => _events.NextNumber;

    /// <inheritdoc />
    public void Write(ChatEvent chatEvent, IBufferWriter<byte> output)
    {
        switch (chatEvent)
        {
            case ChatEvent.Started started:
                Start(started, output);
                break;
            case ChatEvent.UsageReported reported:
                _usage = reported.Usage;
                break;
            case ChatEvent.Ended:
                End(output);
                break;
            case ChatEvent.Lost lost:
                losses.Add(lost.Loss.Path, lost.Loss.Reason);
                break;
            default:
                Grow(chatEvent, output);
                break;
        }
    }

    private void Start(ChatEvent.Started started, IBufferWriter<byte> output)
    {
        _head = ResponseHead.Of(started.Id, started.Created, started.Model, started.ServiceTier, losses);
        _usage = started.Usage;
        Begin(output);
    }

    private ResponsesItemEvents Begin(IBufferWriter<byte> output)
    {
        if (_growth is null)
        {
            _items = new OutputItems(_head.Id, request.Tools);
            _growth = new ResponsesItemEvents(_events, _items);
            WriteResponse("response.created", end: null, output);
            WriteResponse("response.in_progress", end: null, output);
        }

        return _growth;
    }

    private void Grow(ChatEvent chatEvent, IBufferWriter<byte> output)
    {
        ResponsesItemEvents growth = Begin(output);
        switch (chatEvent)
        {
            case ChatEvent.TextDelta { Choice: 0, Text.Length: > 0 } text:
                growth.AddText(text.Text, isRefusal: false, output);
                break;
            case ChatEvent.RefusalDelta { Choice: 0, Text.Length: > 0 } refusal:
                growth.AddText(refusal.Text, isRefusal: true, output);
                break;
            case ChatEvent.ReasoningDelta { Choice: 0 } thought:
                growth.AddThought(thought.Text, output);
                break;
            case ChatEvent.ReasoningSigned { Choice: 0 } signed:
                Seal(new ReasoningPart { Text = growth.Thought, Signature = signed.Signature, SignedBy = signed.SignedBy }, output);
                break;
            case ChatEvent.ReasoningRedacted { Choice: 0 } redacted:
                Seal(new ReasoningPart { Redacted = redacted.Data, SignedBy = redacted.SignedBy }, output);
                break;
            case ChatEvent.ToolCallStarted { Choice: 0 } call:
                growth.AddCall(call.Call, call.Id, call.Name, call.IsFreeform, output);
                break;
            case ChatEvent.ArgumentsDelta { Choice: 0 } arguments:
                growth.AddArguments(arguments.Call, arguments.Fragment, output);
                break;
            case ChatEvent.PartEnded { Choice: 0 }:
                growth.EndPart(output);
                break;
            case ChatEvent.Finished { Choice: 0 } finished:
                _finished = finished;
                growth.EndAll(output, isCut: ResponseEnd.IncompleteReasonOf(finished.Reason, _items.All) is not null);
                break;
            case ChatEvent.Finished further:
                losses.Add($"$.choices[{further.Choice}]", "Responses has one answer");
                break;
        }
    }

    private void Seal(ReasoningPart part, IBufferWriter<byte> output)
    {
        string? sealedText = CarriedThinking.Write(part);
        if (sealedText is null)
        {
            losses.Add("$.content[*].signature", "the thinking is too long for a client to send back");
        }

        Begin(output).SealThought(sealedText, output);
    }

    private void End(IBufferWriter<byte> output)
    {
        Begin(output).EndAll(output, isCut: false);
        ResponseEnd end = ResponseEnd.Of(_finished?.Reason ?? FinishReason.Stop, _finished?.StopSequence, _items.All, losses) with { Usage = _usage };
        WriteResponse($"response.{end.Status}", end, output);
    }

    private void WriteResponse(string type, ResponseEnd? end, IBufferWriter<byte> output)
    {
        _events.Open(type, output);
        _events.Json.WritePropertyName("response"u8);
        new ResponseWriter(request, _events.Json, losses).Write(_head, _items.All, end);
        _events.Close(output);
    }
}
