using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Reads one part of an answer, or of a conversation: https://ai.google.dev/api/caching#Part, read 2026-11-22. A signature becomes thinking without
/// text right before what it signs, so that it finds its way back there.
/// </summary>
internal ref struct GeminiPartReader
{
    private readonly JsonPlace _place;
    private readonly SentRequest _sent;
    private readonly GeminiCalls? _calls;
    private ExtraList _extras = new(WireProtocol.GeminiGenerateContent);
    private string? _text;
    private ReasoningPart? _signed;
    private bool _isThought;
    private ContentPart? _other;

    private GeminiPartReader(JsonPlace place, SentRequest sent, GeminiCalls? calls)
    {
        _place = place;
        _sent = sent;
        _calls = calls;
    }

    /// <summary>Consumes a part of an answer: what it says, with its signature before it.</summary>
    public static ImmutableArray<ContentPart> Read(ref JsonWalk walk, JsonPlace place, SentRequest sent) =>
        new GeminiPartReader(place, sent, calls: null).Read(ref walk);

    /// <summary>Consumes a part of a conversation, which may hold files and results of tools too, and signatures that are not Gemini's.</summary>
    public static ImmutableArray<ContentPart> Read(ref JsonWalk walk, JsonPlace place, GeminiCalls calls) =>
        new GeminiPartReader(place, SentRequest.Plain, calls).Read(ref walk);

    private ImmutableArray<ContentPart> Read(ref JsonWalk walk)
    {
        JsonWalk whole = walk;
        walk.EnterObject(_place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            ReadMember(name, ref walk, whole);
        }

        return Parts();
    }

    private void ReadMember(ReadOnlySpan<byte> written, ref JsonWalk walk, JsonWalk whole)
    {
        ReadOnlySpan<byte> name = GeminiName.Of(written);
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
            _signed = ReadSignature(walk.Text(_place.Member("thoughtSignature")));
        }
        else if (name.SequenceEqual("functionCall"u8))
        {
            _other = ReadCall(ref walk);
        }
        else if (name.SequenceEqual("inlineData"u8))
        {
            _other = GeminiMediaReader.ReadInline(ref walk, _place.Member("inlineData"), ref _extras);
        }
        else if (_calls is not null && name.SequenceEqual("fileData"u8))
        {
            _other = GeminiMediaReader.ReadFile(ref walk, _place.Member("fileData"), ref _extras);
        }
        else if (_calls is not null && name.SequenceEqual("functionResponse"u8))
        {
            _other = GeminiResultReader.Read(ref walk, _place.Member("functionResponse"), _calls, ref _extras);
        }
        else if (walk.Kind == JsonTokenType.StartObject && IsNative(name))
        {
            _other = new NativePart(WireProtocol.GeminiGenerateContent, Encoding.UTF8.GetString(name), whole.Raw());
            walk.Skip();
        }
        else
        {
            _extras.Take(written, ref walk, _place);
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

        return call.Name.Length == 0 ? throw JsonWalk.Refuse(place.Member("name"), "is missing")
            : _calls is null ? call
            : call with { Id = _calls.OfCall(call.Id, call.Name) };
    }

    private readonly ReasoningPart ReadSignature(string text)
    {
        ReasoningPart signed = new() { Place = _place, SignaturePlace = _place.Member("thoughtSignature") };
        return _calls is null
            ? signed with { Text = "", Signature = text, SignedBy = WireProtocol.GeminiGenerateContent }
            : GeminiSignature.Read(text, signed);
    }

    private readonly ImmutableArray<ContentPart> Parts()
    {
        ImmutableArray<Extra> extras = _extras.ToImmutable();
        if (_isThought && _other is null)
        {
            return [Thought() with { Extras = extras }];
        }

        ContentPart? said = _other ?? (_text is { Length: > 0 } text ? new TextPart(text) : null);
        return (_signed, said) switch
        {
            (_, NativePart native) => [native with { Place = _place }], // the whole of it, with all its members
            (null, null) => extras.IsEmpty ? [] : [new TextPart("") { Place = _place, Extras = extras }],
            (null, { } unsigned) => [unsigned with { Place = _place, Extras = extras }],
            ({ } signed, null) => [signed with { Extras = extras }],
            ({ } signed, { } own) => [signed, own with { Place = _place, Extras = extras }],
        };
    }

    private readonly ReasoningPart Thought() => _signed switch
    {
        null => new ReasoningPart { Text = _text ?? "", Place = _place },
        { Redacted: not null } redacted => redacted,
        { } signed => signed with { Text = _text ?? "" },
    };
}
