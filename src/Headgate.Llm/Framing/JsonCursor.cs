using System.Text.Json;

namespace Headgate.Llm.Framing;

/// <summary>
/// Walks a vendor's JSON once, forward, without a DOM. It stands on a value; every value is either entered or consumed by one call.
/// Throws <see cref="JsonException"/> on what is no JSON, and nothing else: not on lone surrogates, bad UTF-8 or numbers out of range.
/// </summary>
internal ref struct JsonCursor
{
    // Deeper than what clients may send, since replies wrap what they echo.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    private Utf8JsonReader _reader;

    /// <summary>Stands on the first value of a text.</summary>
    public JsonCursor(ReadOnlySpan<byte> json)
    {
        _reader = new Utf8JsonReader(json, Options);
        _reader.Read();
    }

    /// <summary>The token the cursor stands on.</summary>
    public readonly JsonTokenType Kind => _reader.TokenType;

    /// <summary>True when the value is an object, which is entered; any other value is consumed.</summary>
    public bool EnterObject() => Enter(JsonTokenType.StartObject);

    /// <summary>True when the value is an array, which is entered; any other value is consumed.</summary>
    public bool EnterArray() => Enter(JsonTokenType.StartArray);

    /// <summary>Goes to the value of the next member of the object entered; false at the object's end.</summary>
    public bool NextMember(out ReadOnlySpan<byte> name)
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.PropertyName)
        {
            name = default;
            return false;
        }

        name = _reader.ValueIsEscaped ? JsonText.Unescape(_reader.ValueSpan) : _reader.ValueSpan;
        _reader.Read();
        return true;
    }

    /// <summary>Goes to the next element of the array entered; false at the array's end.</summary>
    public bool NextElement()
    {
        _reader.Read();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Makes sure that nothing follows the whole text's value.</summary>
    public void End() => _reader.Read();

    /// <summary>Consumes the value.</summary>
    public void Skip() => _reader.Skip();

    /// <summary>Consumes the value; a non-empty string's text, else null.</summary>
    public string? Text()
    {
        if (_reader.TokenType == JsonTokenType.String)
        {
            return _reader.ValueSpan.IsEmpty ? null : JsonText.Decode(_reader.ValueSpan);
        }

        _reader.Skip();
        return null;
    }

    /// <summary>Consumes the value; true when it is a non-empty string.</summary>
    public bool IsText()
    {
        bool isText = _reader.TokenType == JsonTokenType.String && !_reader.ValueSpan.IsEmpty;
        _reader.Skip();
        return isText;
    }

    /// <summary>Consumes the value; true when it is this string.</summary>
    public bool Is(ReadOnlySpan<byte> text)
    {
        bool isEqual = _reader.TokenType == JsonTokenType.String && JsonText.Means(_reader.ValueSpan, text);
        _reader.Skip();
        return isEqual;
    }

    /// <summary>Consumes the value; a string's text unescaped, empty when it is no string. Valid as long as the JSON read.</summary>
    public ReadOnlySpan<byte> Word()
    {
        if (_reader.TokenType == JsonTokenType.String)
        {
            return _reader.ValueIsEscaped ? JsonText.Unescape(_reader.ValueSpan) : _reader.ValueSpan;
        }

        _reader.Skip();
        return default;
    }

    /// <summary>Consumes the value; a count that is not negative (also written as <c>12.0</c>), else null.</summary>
    public long? Count()
    {
        if (_reader.TokenType != JsonTokenType.Number)
        {
            _reader.Skip();
            return null;
        }

        if (_reader.TryGetInt64(out long count))
        {
            return Math.Max(0, count);
        }

        return _reader.TryGetDouble(out double number) && Math.Abs(number) < long.MaxValue / 2 ? (long)Math.Max(0, number) : null;
    }

    /// <summary>Consumes the value; true when a script would take it for true: what clients test <c>error</c> by.</summary>
    public bool IsTruthy()
    {
        bool isTruthy = _reader.TokenType switch
        {
            JsonTokenType.Null or JsonTokenType.False => false,
            JsonTokenType.String => !_reader.ValueSpan.IsEmpty,
            JsonTokenType.Number => !_reader.TryGetDouble(out double number) || number != 0,
            _ => true,
        };
        _reader.Skip();
        return isTruthy;
    }

    /// <summary>
    /// Consumes the value; true when any string in it says something, labels (<c>type</c>, <c>id</c>, <c>format</c>) aside.
    /// </summary>
    public bool HasText()
    {
        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return IsText();
        }

        int depth = _reader.CurrentDepth;
        bool hasText = false;
        bool isLabel = false;
        while (_reader.Read() && _reader.CurrentDepth > depth)
        {
            hasText |= _reader.TokenType == JsonTokenType.String && !isLabel && !_reader.ValueSpan.IsEmpty;
            isLabel = _reader.TokenType == JsonTokenType.PropertyName && IsLabel(_reader.ValueSpan);
        }

        return hasText;
    }

    private static bool IsLabel(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("type"u8) || name.SequenceEqual("id"u8) || name.SequenceEqual("format"u8);

    private bool Enter(JsonTokenType kind)
    {
        if (_reader.TokenType == kind)
        {
            return true;
        }

        _reader.Skip();
        return false;
    }
}
