using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>Reads a whole answer into the hub. It names neither itself nor the model; how long the call took is not a part of it.</summary>
internal ref struct ConverseResponseDecoder
{
    private static readonly JsonPlace Output = new("$.output");
    private static readonly JsonPlace SaidPlace = new("$.output.message");
    private static readonly JsonPlace UsagePlace = new("$.usage");

    private readonly SentRequest _sent;
    private JsonWalk _walk;
    private ChatResponse _response;
    private ChatChoice _choice;
    private ExtraList _extras = new(WireProtocol.BedrockConverse);
    private ExtraList _choiceExtras = new(WireProtocol.BedrockConverse);
    private bool _hasContent;

    private ConverseResponseDecoder(ReadOnlyMemory<byte> body, SentRequest sent)
    {
        _sent = sent;
        _walk = new JsonWalk(body);
        _response = new ChatResponse { Protocol = WireProtocol.BedrockConverse, Choices = [] };
        _choice = new ChatChoice(0, [], FinishReason.Stop);
    }

    /// <summary>Reads a body of valid JSON.</summary>
    public static ChatResponse Decode(ReadOnlyMemory<byte> body, SentRequest sent)
    {
        ConverseResponseDecoder decoder = new(body, sent);
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
            : throw JsonWalk.Refuse(SaidPlace.Member("content"), "is missing");
    }

    private void ReadMember(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("output"u8))
        {
            ReadOutput();
        }
        else if (name.SequenceEqual("stopReason"u8))
        {
            ReadStopReason(name);
        }
        else if (name.SequenceEqual("usage"u8))
        {
            ReadUsage();
        }
        else if (name.SequenceEqual("serviceTier"u8))
        {
            _response = _response with { ServiceTier = ReadTier(ref _walk), ServiceTierPath = "$.serviceTier" };
        }
        else if (name.SequenceEqual("metrics"u8))
        {
            _walk.Skip();
        }
        else
        {
            _extras.Take(name, ref _walk, default);
        }
    }

    private void ReadOutput()
    {
        _walk.EnterObject(Output);
        while (_walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("message"u8))
            {
                ReadMessage();
            }
            else
            {
                _extras.Take(name, ref _walk, Output);
            }
        }
    }

    private void ReadMessage()
    {
        _walk.EnterObject(SaidPlace);
        while (_walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("content"u8))
            {
                _choice = _choice with { Parts = ConversePartDecoder.ReadContent(ref _walk) };
                _hasContent = true;
            }
            else if (name.SequenceEqual("role"u8))
            {
                _walk.Skip();
            }
            else
            {
                _choiceExtras.Take(name, ref _walk, SaidPlace);
            }
        }
    }

    // A reason that is not known ends the answer all the same.
    private void ReadStopReason(ReadOnlySpan<byte> name)
    {
        JsonWalk word = _walk;
        string reason = _walk.Text(default, "stopReason");
        if (ConverseStop.Read(reason) is { } known)
        {
            _choice = _choice with { Finish = known };
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
        _response = _response with { Usage = ConverseUsage.Read(ref cursor) };
        members.EnterObject(UsagePlace);
        while (members.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (ConverseUsage.Knows(name))
            {
                members.Skip();
            }
            else
            {
                _extras.Take(name, ref members, UsagePlace);
            }
        }
    }

    private string? ReadTier(ref JsonWalk tier)
    {
        JsonPlace place = new("$.serviceTier");
        string? type = null;
        tier.EnterObject(place);
        while (tier.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("type"u8) && (tier.Is("default"u8) || tier.Is("priority"u8)))
            {
                type = tier.Text(place, "type");
            }
            else
            {
                _extras.Take(name, ref tier, place);
            }
        }

        return type;
    }
}
