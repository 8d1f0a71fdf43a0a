using System.Buffers.Text;
using System.Text.Json;

namespace Headgate.Llm.Framing;

/// <summary>
/// Walks a vendor's JSON once, forward, without a DOM. It stands on a value; every value is either entered or consumed by one call.
/// Throws <see cref="JsonException"/> on what is no JSON, and nothing else: not on lone surrogates, bad UTF-8 or numbers out of range.
/// </summary>
internal ref struct JsonCursor
{
    // Deeper than what clients may send, since replies wrap what they echo.
    private const int MaxDepth = 256;

    private readonly ProducedText? _produced;
    private JsonSteps _walk;
    private int _depth;
    private bool _isEntered; // nothing of the innermost object or array was taken yet

    /// <summary>Stands on the first value of a text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="produced">Is told what <see cref="HasText"/> finds; null when nobody counts.</param>
    public JsonCursor(ReadOnlySpan<byte> json, ProducedText? produced = null)
    {
        _produced = produced;
        _walk = new JsonSteps(json);
        _walk.SkipBlank();
    }

    /// <summary>The token the cursor stands on.</summary>
    public readonly JsonTokenType Kind => _walk.Kind;

    /// <summary>True when the value is an object, which is entered; any other value is consumed.</summary>
    public bool EnterObject() => Enter((byte)'{');

    /// <summary>True when the value is an array, which is entered; any other value is consumed.</summary>
    public bool EnterArray() => Enter((byte)'[');

    /// <summary>Goes to the value of the next member of the object entered; false at the object's end.</summary>
    public bool NextMember(out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!Next((byte)'}'))
        {
            return false;
        }

        Require(_walk.TryTakeName(out ReadOnlySpan<byte> rawName));
        name = Unescaped(rawName);
        return true;
    }

    /// <summary>Goes to the next element of the array entered; false at the array's end.</summary>
    public bool NextElement() => Next((byte)']');

    /// <summary>Makes sure that nothing follows the whole text's value.</summary>
    public void End()
    {
        _walk.SkipBlank();
        Require(_walk.IsAtEnd);
    }

    /// <summary>Consumes the value.</summary>
    public void Skip() => Require(_walk.TrySkipValue(MaxDepth - _depth));

    /// <summary>Consumes the value; it as it stands. Valid as long as the JSON read.</summary>
    public ReadOnlySpan<byte> Raw()
    {
        int start = _walk.At;
        Skip();
        return _walk.Since(start);
    }

    /// <summary>Consumes the value; a non-empty string's text, else null.</summary>
    public string? Text()
    {
        ReadOnlySpan<byte> inside = Inside();
        return inside.IsEmpty ? null : JsonText.Decode(inside);
    }

    /// <summary>Consumes the value; true when it is a non-empty string.</summary>
    public bool IsText() => !Inside().IsEmpty;

    /// <summary>Consumes the value; true when it is this string, which is not empty.</summary>
    public bool Is(ReadOnlySpan<byte> text) => JsonText.Means(Inside(), text);

    /// <summary>Consumes the value; a string's text unescaped, empty when it is no string. Valid as long as the JSON read.</summary>
    public ReadOnlySpan<byte> Word() => Unescaped(Inside());

    /// <summary>Consumes the value; a count that is not negative (also written as <c>12.0</c>), else null.</summary>
    public long? Count()
    {
        JsonTokenType kind = Kind;
        ReadOnlySpan<byte> value = Raw();
        return kind != JsonTokenType.Number ? null
            : Utf8Parser.TryParse(value, out long count, out int read) && read == value.Length ? Math.Max(0, count)
            : Utf8Parser.TryParse(value, out double number, out _) && Math.Abs(number) < long.MaxValue / 2 ? (long)Math.Max(0, number)
            : null;
    }

    /// <summary>Consumes the value; true when a script would take it for true: what clients test <c>error</c> by.</summary>
    public bool IsTruthy()
    {
        JsonTokenType kind = Kind;
        ReadOnlySpan<byte> value = Raw();
        return kind switch
        {
            JsonTokenType.Null or JsonTokenType.False => false,
            JsonTokenType.String => value.Length > 2,
            JsonTokenType.Number => !Utf8Parser.TryParse(value, out double number, out _) || number != 0,
            _ => true,
        };
    }

    /// <summary>
    /// Consumes the value; true when any string in it says something, labels (<c>type</c>, <c>id</c>, <c>format</c>) aside.
    /// </summary>
    public bool HasText()
    {
        bool hasText = false;
        switch (Kind)
        {
            case JsonTokenType.StartObject:
                EnterObject();
                while (NextMember(out ReadOnlySpan<byte> name))
                {
                    bool isLabel = Kind == JsonTokenType.String && IsLabel(name);
                    hasText |= isLabel ? SkipLabel() : IsSealed(name) ? IsText() : HasText();
                }

                return hasText;
            case JsonTokenType.StartArray:
                EnterArray();
                while (NextElement())
                {
                    hasText |= HasText();
                }

                return hasText;
            default:
                ReadOnlySpan<byte> text = Inside();
                _produced?.Add(text);
                return !text.IsEmpty;
        }
    }

    private bool SkipLabel()
    {
        Skip();
        return false;
    }

    private static bool IsLabel(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("type"u8) || name.SequenceEqual("id"u8) || name.SequenceEqual("format"u8);

    // Content that is no text: signatures, sounds, pictures.
    private static bool IsSealed(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("signature"u8) || name.SequenceEqual("thoughtSignature"u8) || name.SequenceEqual("encrypted_content"u8)
        || name.SequenceEqual("data"u8) || name.SequenceEqual("url"u8);

    private static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> text) => text.Contains((byte)'\\') ? JsonText.Unescape(text) : text;

    private bool Enter(byte opening)
    {
        if (!_walk.TryTake(opening))
        {
            Skip();
            return false;
        }

        Require(++_depth <= MaxDepth);
        return _isEntered = true;
    }

    // To the next member's name or element; false past the end of the object or array.
    private bool Next(byte closing)
    {
        _walk.SkipBlank();
        bool isFirst = _isEntered;
        _isEntered = false;
        if (_walk.TryTake(closing))
        {
            _depth--;
            return false;
        }

        Require(isFirst || _walk.TryTake((byte)','));
        _walk.SkipBlank();
        return true;
    }

    // Of a string, as it is written; empty for any other value.
    private ReadOnlySpan<byte> Inside() => Kind == JsonTokenType.String ? Raw()[1..^1] : Raw()[..0];

    private static void Require(bool isJson)
    {
        if (!isJson)
        {
            throw new JsonException();
        }
    }
}
