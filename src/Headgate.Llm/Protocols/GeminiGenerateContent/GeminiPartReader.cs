using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Reads one part of an answer: https://ai.google.dev/api/caching#Part, read 2026-11-22. A signature becomes thinking without text right before what it
/// signs, so that it finds its way back there.
/// </summary>
internal ref struct GeminiPartReader
{
    private readonly JsonPlace _place;
    private readonly SentRequest _sent;
    private ExtraList _extras = new(WireProtocol.GeminiGenerateContent);
    private string? _text;
    private string? _signature;
    private bool _isThought;
    private ContentPart? _other;

    private GeminiPartReader(JsonPlace place, SentRequest sent)
    {
        _place = place;
        _sent = sent;
    }

    /// <summary>Consumes the part: what it says, with its signature before it.</summary>
    public static ImmutableArray<ContentPart> Read(ref JsonWalk walk, JsonPlace place, SentRequest sent)
    {
        JsonWalk whole = walk;
        GeminiPartReader reader = new(place, sent);
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            reader.ReadMember(name, ref walk, whole);
        }

        return reader.Parts();
    }

    private void ReadMember(ReadOnlySpan<byte> name, ref JsonWalk walk, JsonWalk whole)
    {
        if (name.SequenceEqual("text"u8))
        {
            _text = walk.Text(_place.Member("text"));
        }
        else if (name.SequenceEqual("thought"u8))
        {
            _isThought = walk.Flag(_place.Member("thought"));
        }
        else if (name.SequenceEqual("thoughtSignature"u8))
        {
            _signature = walk.Text(_place.Member("thoughtSignature"));
        }
        else if (name.SequenceEqual("functionCall"u8))
        {
            _other = ReadCall(ref walk);
        }
        else if (name.SequenceEqual("inlineData"u8))
        {
            _other = ReadMedia(ref walk);
        }
        else if (walk.Kind == JsonTokenType.StartObject && IsNative(name))
        {
            _other = new NativePart(WireProtocol.GeminiGenerateContent, Encoding.UTF8.GetString(name), whole.Raw());
            walk.Skip();
        }
        else
        {
            _extras.Take(name, ref walk, _place);
        }
    }

    // What Gemini's own tools do.
    private static bool IsNative(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("executableCode"u8)
        || name.SequenceEqual("codeExecutionResult"u8)
        || name.SequenceEqual("fileData"u8)
        || name.SequenceEqual("toolCall"u8)
        || name.SequenceEqual("toolResponse"u8);

    private ToolCallPart ReadCall(ref JsonWalk walk)
    {
        JsonPlace place = _place.Member("functionCall");
        ToolCallPart call = new("", "", "{}"u8.ToArray());
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("id"u8))
            {
                call = call with { Id = walk.Text(place.Member("id")) };
            }
            else if (name.SequenceEqual("name"u8))
            {
                call = call with { Name = _sent.ClientToolName(walk.Text(place.Member("name"))) };
            }
            else if (name.SequenceEqual("args"u8))
            {
                call = call with { Arguments = ToolArguments.Compact(walk.Raw()) };
            }
            else
            {
                _extras.Take(name, ref walk, place);
            }
        }

        return call.Name.Length > 0 ? call : throw JsonWalk.Refuse(place.Member("name"), "is missing");
    }

    private ContentPart ReadMedia(ref JsonWalk walk)
    {
        JsonPlace place = _place.Member("inlineData");
        MediaSource.Base64 source = new("application/octet-stream", default);
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("mimeType"u8))
            {
                source = source with { MediaType = walk.Text(place.Member("mimeType")) };
            }
            else if (name.SequenceEqual("data"u8))
            {
                source = source with { Data = walk.TextBytes(place.Member("data")) };
            }
            else
            {
                _extras.Take(name, ref walk, place);
            }
        }

        return source.MediaType.Split('/')[0] switch
        {
            "image" => new ImagePart(source),
            "audio" => new AudioPart(source),
            _ => new DocumentPart(source),
        };
    }

    private readonly ImmutableArray<ContentPart> Parts()
    {
        ImmutableArray<Extra> extras = _extras.ToImmutable();
        if (_isThought && _other is null)
        {
            return [Signed(_text ?? "") with { Extras = extras }];
        }

        ContentPart? said = _other ?? (_text is { Length: > 0 } text ? new TextPart(text) : null);
        return (_signature, said) switch
        {
            (null, null) => extras.IsEmpty ? [] : [new TextPart("") { Place = _place, Extras = extras }],
            (null, { } unsigned) => [unsigned with { Place = _place, Extras = extras }],
            (_, null) => [Signed("") with { Extras = extras }],
            (_, { } signed) => [Signed(""), signed with { Place = _place, Extras = extras }],
        };
    }

    private readonly ReasoningPart Signed(string text) => new()
    {
        Text = text, Signature = _signature, SignedBy = _signature is null ? null : WireProtocol.GeminiGenerateContent, Place = _place,
        SignaturePlace = _place.Member("thoughtSignature"),
    };
}
