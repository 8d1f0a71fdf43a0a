using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>
/// Writes a streamed answer: https://platform.claude.com/docs/en/build-with-claude/streaming, read 2026-11-22. Why it ended and what it used
/// go into one event, so that waits until the whole answer is there.
/// </summary>
/// <param name="request">The request answered.</param>
/// <param name="losses">Where it is named what Anthropic cannot say.</param>
internal sealed class MessagesStreamEncoder(ChatRequest request, LossList losses) : IStreamEncoder
{
    private readonly MessagesEventWriter _events = new();
    private readonly bool _wantsCarriers = MessagesCarrier.IsWanted(request);
    private MessagesBlockWriter? _blocks;
    private ChatEvent.Finished? _finished;
    private Usage? _usage;
    private string? _serviceTier;
    private bool _isRefusal;
    private bool _hasLostChoices;

    private MessagesBlockWriter Blocks => _blocks ??= new MessagesBlockWriter(_events);

    public void Write(ChatEvent chatEvent, IBufferWriter<byte> output)
    {
        _events.WriteTo(output);
        switch (chatEvent)
        {
            case ChatEvent.TextDelta { Choice: 0 } text:
                Blocks.AddText(text.Text);
                break;
            case ChatEvent.RefusalDelta { Choice: 0 } refusal:
                _isRefusal = true;
                Blocks.AddText(refusal.Text);
                break;
            case ChatEvent.ReasoningDelta { Choice: 0, Text: "" } when !IsCarrierWanted:
                break;
            case ChatEvent.ReasoningDelta { Choice: 0 } thinking:
                Blocks.AddThinking(thinking.Text);
                break;
            case ChatEvent.ReasoningSigned { Choice: 0, SignedBy: not WireProtocol.AnthropicMessages } carried when !IsCarrierWanted:
                losses.Add(carried.Place, MessagesCarrier.Unwanted);
                break;
            case ChatEvent.ReasoningSigned { Choice: 0 } signed:
                Blocks.Sign(CarriedSignature.Write(signed.Signature, signed.SignedBy, WireProtocol.AnthropicMessages));
                break;
            case ChatEvent.ReasoningRedacted { Choice: 0 } redacted:
                Blocks.AddRedacted(CarriedSignature.Write(redacted.Data, redacted.SignedBy, WireProtocol.AnthropicMessages));
                break;
            case ChatEvent.ToolCallStarted { Choice: 0 } call:
                Blocks.StartCall(call.Call, call.Id, call.Name);
                break;
            case ChatEvent.ArgumentsDelta { Choice: 0 } arguments:
                Blocks.AddArguments(arguments.Call, arguments.Fragment);
                break;
            case ChatEvent.PartEnded { Choice: 0 }:
                Blocks.EndPart();
                break;
            case ChatEvent.Finished { Choice: 0 } finished:
                _finished = finished;
                Blocks.Finish();
                break;
            case ChatEvent.Started started:
                Start(started);
                break;
            case ChatEvent.UsageReported reported:
                _usage = reported.Usage;
                break;
            case ChatEvent.Ended:
                End();
                break;
            case ChatEvent.Lost lost:
                losses.Add(lost.Loss.Path, lost.Loss.Reason);
                break;
            default:
                LoseChoice();
                break;
        }
    }

    // What is thought aloud keeps its signature; what signs text that is told already has no block, as no answer of Anthropic's ends in thinking.
    private bool IsCarrierWanted => Blocks.OpenKind switch
    {
        BlockKind.Thinking => true,
        BlockKind.Text => false,
        _ => _wantsCarriers,
    };

    private void Start(ChatEvent.Started started)
    {
        _usage = started.Usage;
        _serviceTier = MessagesTier.Word(started.ServiceTier, losses);
        Utf8JsonWriter json = _events.Begin("message_start"u8);
        json.WriteStartObject("message"u8);
        json.WriteString("id"u8, AnswerId.Of(AnswerId.Message, started.Id));
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("model"u8, started.Model ?? request.Model);
        json.WriteStartArray("content"u8);
        json.WriteEndArray();
        json.WriteNull("stop_reason"u8);
        json.WriteNull("stop_sequence"u8);
        MessagesUsageWriter.Write(json, started.Usage, _serviceTier, []);
        json.WriteEndObject();
        _events.End(json);
    }

    private void End()
    {
        Blocks.Finish();
        if (_finished is null)
        {
            losses.Add("$.choices[*].finish_reason", "the vendor did not say why the answer ended: it reads as ended");
        }

        string? stopSequence = _finished?.StopSequence;
        Utf8JsonWriter json = _events.Begin("message_delta"u8);
        json.WriteStartObject("delta"u8);
        json.WriteString("stop_reason"u8, MessagesStop.Word(_finished?.Reason ?? FinishReason.Stop, stopSequence is not null, Blocks.HasCalls, _isRefusal));
        json.WriteString("stop_sequence"u8, stopSequence);
        json.WriteEndObject();
        MessagesUsageWriter.Write(json, _usage, _serviceTier, []);
        _events.End(json);
        _events.End(_events.Begin("message_stop"u8));
    }

    // Clients of this protocol cannot ask for more than one; a vendor may send more all the same.
    private void LoseChoice()
    {
        if (!_hasLostChoices)
        {
            _hasLostChoices = true;
            losses.Add("$.choices[1]", "Anthropic gives one answer");
        }
    }
}
