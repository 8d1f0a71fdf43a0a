using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols.Turns;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Reads a whole answer into the hub: https://platform.claude.com/docs/en/api/messages, read 2026-11-22.</summary>
internal ref struct MessagesResponseDecoder
{
    private static readonly JsonPlace UsagePlace = new("$.usage");

    private readonly SentRequest _sent;
    private JsonWalk _walk;
    private ChatResponse _response;
    private ChatChoice _choice;
    private ExtraList _extras = new(WireProtocol.AnthropicMessages);
    private ExtraList _choiceExtras = new(WireProtocol.AnthropicMessages);
    private bool _hasContent;

    private MessagesResponseDecoder(ReadOnlyMemory<byte> body, SentRequest sent)
    {
        _sent = sent;
        _walk = new JsonWalk(body);
        _response = new ChatResponse { Protocol = WireProtocol.AnthropicMessages, Choices = [] };
        _choice = new ChatChoice(0, [], FinishReason.Stop);
    }

    /// <summary>Reads a body of valid JSON.</summary>
    public static ChatResponse Decode(ReadOnlyMemory<byte> body, SentRequest sent)
    {
        MessagesResponseDecoder decoder = new(body, sent);
        return decoder.Read();
    }

    private ChatResponse Read()
    {
        _walk.EnterObject(default);
        while (_walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            ReadMember(name);
        }

        LossList losses = new();
        _choice = _choice with { Extras = _choiceExtras.ToImmutable() };
        return _hasContent
            ? _response with { Choices = [new AskedAnswer(_sent, losses).Of(_choice)], Extras = _extras.ToImmutable(), Losses = losses.ToImmutable() }
            : throw JsonWalk.Refuse(new JsonPlace("$.content"), "is missing");
    }

    private void ReadMember(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("content"u8))
        {
            _choice = _choice with { Parts = MessagesPartDecoder.ReadContent(ref _walk, new JsonPlace("$.content")) };
            _hasContent = true;
        }
        else if (name.SequenceEqual("stop_reason"u8))
        {
            ReadStopReason(name);
        }
        else if (name.SequenceEqual("stop_sequence"u8))
        {
            _choice = _choice with { StopSequence = _walk.Text(new JsonPlace("$.stop_sequence")) };
        }
        else if (name.SequenceEqual("id"u8))
        {
            _response = _response with { Id = _walk.Text(new JsonPlace("$.id")) };
        }
        else if (name.SequenceEqual("model"u8))
        {
            _response = _response with { Model = _walk.Text(new JsonPlace("$.model")) };
        }
        else if (name.SequenceEqual("usage"u8))
        {
            ReadUsage();
        }
        else if (!name.SequenceEqual("type"u8) && !name.SequenceEqual("role"u8))
        {
            _extras.Take(name, ref _walk, default);
        }
    }

    // A reason that is not known ends the answer all the same; the word is kept for clients who may know it.
    private void ReadStopReason(ReadOnlySpan<byte> name)
    {
        JsonWalk word = _walk;
        if (MessagesStop.Read(_walk.Text(new JsonPlace("$.stop_reason"))) is { } reason)
        {
            _choice = _choice with { Finish = reason };
        }
        else
        {
            _choiceExtras.Take(name, ref word, default);
        }
    }

    private void ReadUsage()
    {
        JsonWalk members = _walk;
        JsonCursor cursor = new(_walk.Raw().Span);
        MessagesUsage counts = default;
        _response = _response with { Usage = counts.Read(ref cursor) };
        members.EnterObject(UsagePlace);
        while (members.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("service_tier"u8))
            {
                _response = _response with { ServiceTier = members.Text(UsagePlace, "service_tier"), ServiceTierPath = "$.usage.service_tier" };
            }
            else if (MessagesUsage.Knows(name))
            {
                KeepUnknownDetails(ref members, name);
            }
            else
            {
                _extras.Take(name, ref members, UsagePlace);
            }
        }
    }

    private void KeepUnknownDetails(ref JsonWalk meter, ReadOnlySpan<byte> name)
    {
        if (meter.Kind != JsonTokenType.StartObject)
        {
            meter.Skip();
            return;
        }

        JsonPlace place = UsagePlace.Member(Encoding.UTF8.GetString(name));
        while (meter.NextGiven(out ReadOnlySpan<byte> detail))
        {
            if (MessagesUsage.KnowsDetail(detail))
            {
                meter.Skip();
            }
            else
            {
                _extras.Take(detail, ref meter, place);
            }
        }
    }
}
