using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Reads a vendor's whole answer: https://platform.openai.com/docs/api-reference/responses/object, by the types of SDK 7.57 (2026-11-13). What
/// repeats the request says nothing.
/// </summary>
internal ref struct ResponsesResponseDecoder
{
    private readonly SentRequest _sent;
    private readonly ImmutableArray<ContentPart>.Builder _parts;
    private JsonWalk _walk;
    private ChatResponse _response;
    private ExtraList _extras = new(WireProtocol.OpenAIResponses);
    private ImmutableArray<Extra> _messageExtras = [];
    private string _status = "completed";
    private string? _incomplete;
    private bool _hasOutput;

    private ResponsesResponseDecoder(ReadOnlyMemory<byte> body, SentRequest sent)
    {
        _sent = sent;
        _parts = ImmutableArray.CreateBuilder<ContentPart>();
        _walk = new JsonWalk(body);
        _response = new ChatResponse { Protocol = WireProtocol.OpenAIResponses, Choices = [] };
    }

    /// <inheritdoc cref="IEgressCodec.DecodeResponse"/>
    public static ChatResponse Decode(ReadOnlyMemory<byte> body, SentRequest sent)
    {
        try
        {
            ResponsesResponseDecoder decoder = new(body, sent);
            return decoder.Read();
        }
        catch (JsonException)
        {
            throw JsonWalk.Refuse(default, "is no JSON");
        }
    }

    private ChatResponse Read()
    {
        _walk.EnterObject(default);
        while (_walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            ReadMember(name);
        }

        if (!_hasOutput)
        {
            throw ResponsesItemDecoder.Missing(default, "output");
        }

        FinishReason finish = ResponsesStatus.Read(_status, _incomplete, _parts.Any(part => part is ToolCallPart));
        ChatChoice choice = new(0, _parts.DrainToImmutable(), finish) { Extras = _messageExtras };
        return _response with { Choices = [choice], Extras = _extras.ToImmutable() };
    }

    private void ReadMember(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("output"u8))
        {
            ReadOutput();
        }
        else if (name.SequenceEqual("status"u8))
        {
            _status = _walk.Text(new JsonPlace("$.status"));
        }
        else if (name.SequenceEqual("incomplete_details"u8))
        {
            ReadIncomplete();
        }
        else if (name.SequenceEqual("id"u8))
        {
            _response = _response with { Id = _walk.Text(new JsonPlace("$.id")) };
        }
        else if (name.SequenceEqual("model"u8))
        {
            _response = _response with { Model = _walk.Text(new JsonPlace("$.model")) };
        }
        else if (name.SequenceEqual("created_at"u8))
        {
            _response = _response with { Created = ResponsesStatus.MomentOf(_walk.Number(new JsonPlace("$.created_at"))) };
        }
        else if (name.SequenceEqual("service_tier"u8))
        {
            _response = _response with { ServiceTier = ResponsesStatus.TierOf(_walk.Text(new JsonPlace("$.service_tier"))) };
        }
        else if (!ResponsesEcho.Repeats(name))
        {
            ReadOther(name);
        }
        else
        {
            _walk.Skip();
        }
    }

    private void ReadOther(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("usage"u8))
        {
            ReadUsage();
        }
        else if (name.SequenceEqual("error"u8))
        {
            throw JsonWalk.Refuse(new JsonPlace("$.error"), "is given: the vendor failed");
        }
        else
        {
            _extras.Take(name, ref _walk, default);
        }
    }

    private void ReadIncomplete()
    {
        JsonPlace place = new("$.incomplete_details");
        _walk.EnterObject(place);
        while (_walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("reason"u8))
            {
                _incomplete = _walk.Text(place, "reason");
            }
            else
            {
                _extras.Take(name, ref _walk, place);
            }
        }
    }

    private void ReadUsage()
    {
        ReadOnlyMemory<byte> json = _walk.Raw();
        JsonCursor cursor = new(json.Span);
        _response = _response with { Usage = OpenAIUsage.Read(ref cursor) };
        JsonWalk members = new(json);
        members.EnterObject(ResponsesPaths.Usage);
        while (members.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("input_tokens_details"u8))
            {
                KeepUnknown(ref members, ResponsesUsageWriter.InputDetails);
            }
            else if (name.SequenceEqual("output_tokens_details"u8))
            {
                KeepUnknown(ref members, ResponsesUsageWriter.OutputDetails);
            }
            else if (ResponsesEcho.IsTotal(name))
            {
                members.Skip();
            }
            else
            {
                _extras.Take(name, ref members, ResponsesPaths.Usage);
            }
        }
    }

    private void KeepUnknown(ref JsonWalk details, JsonPlace place)
    {
        details.EnterObject(place);
        while (details.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (ResponsesEcho.IsMeter(name))
            {
                details.Skip();
            }
            else
            {
                _extras.Take(name, ref details, place);
            }
        }
    }

    private void ReadOutput()
    {
        _hasOutput = true;
        _walk.EnterArray(new JsonPlace("$.output"));
        for (int i = 0; _walk.NextElement(); i++)
        {
            ReadItem(ResponsesPaths.Output(i));
        }
    }

    private void ReadItem(JsonPlace place)
    {
        string type = Encoding.UTF8.GetString(_walk.PeekType(place));
        switch (type)
        {
            case "message":
                ReadMessage(place);
                break;
            case "reasoning":
                _parts.Add(ResponsesItemDecoder.ReadReasoning(ref _walk, place));
                break;
            case "function_call" or "custom_tool_call":
                _parts.Add(ResponsesItemDecoder.ReadCall(ref _walk, place, _sent, isFreeform: type == "custom_tool_call"));
                break;
            default:
                _parts.Add(ResponsesItemDecoder.ReadNative(ref _walk, place, type));
                break;
        }
    }

    private void ReadMessage(JsonPlace place)
    {
        ItemRest rest = new(place);
        while (_walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("content"u8))
            {
                _parts.AddRange(ResponsesContentDecoder.Read(ref _walk, place, "content", ResponsesPaths.Content));
            }
            else if (name.SequenceEqual("role"u8))
            {
                _walk.Skip();
            }
            else
            {
                rest.TakeOfItem(ref _walk, name);
            }
        }

        _messageExtras = _messageExtras.AddRange(rest.Extras);
    }
}
