using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Framing;

/// <summary>
/// Walks a body once, forward, for a decoder of the hub: what has a wrong type is refused with its path, and values can be taken as they
/// stand. It stands on a value; each call but <see cref="IsNull"/> consumes it, or enters it.
/// </summary>
internal ref struct JsonWalk
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    private readonly ReadOnlyMemory<byte> _body;
    private Utf8JsonReader _reader;

    /// <summary>Stands on the first value of a body of valid JSON.</summary>
    public JsonWalk(ReadOnlyMemory<byte> body)
    {
        _body = body;
        _reader = new Utf8JsonReader(body.Span, Options);
        _reader.Read();
    }

    /// <summary>The first token of the value.</summary>
    public readonly JsonTokenType Kind => _reader.TokenType;

    /// <summary>True when the value is null, which every protocol here takes for not sent. A null is consumed already.</summary>
    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;

    /// <summary>Enters an object.</summary>
    public readonly void EnterObject(JsonPlace place) => Expect(JsonTokenType.StartObject, "an object", place);

    /// <summary>Enters an array.</summary>
    public readonly void EnterArray(JsonPlace place) => Expect(JsonTokenType.StartArray, "an array", place);

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

    /// <summary>Goes to the value of the next member that is not null; false at the object's end.</summary>
    public bool NextGiven(out ReadOnlySpan<byte> name)
    {
        while (NextMember(out name))
        {
            if (!IsNull)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes to the next element of the array entered; false at the array's end.</summary>
    public bool NextElement()
    {
        _reader.Read();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Takes a string.</summary>
    public readonly string Text(JsonPlace place)
    {
        Expect(JsonTokenType.String, "a string", place);
        return JsonText.Decode(_reader.ValueSpan);
    }

    /// <summary>Takes a string as UTF-8: where it lies, unless it has escapes.</summary>
    public readonly ReadOnlyMemory<byte> TextBytes(JsonPlace place)
    {
        Expect(JsonTokenType.String, "a string", place);
        return _reader.ValueIsEscaped
            ? JsonText.UnescapeBytes(_reader.ValueSpan)
            : _body.Slice((int)_reader.TokenStartIndex + 1, _reader.ValueSpan.Length);
    }

    /// <summary>True when the value is this string. Consumes nothing, so that the value can still be looked at.</summary>
    public readonly bool Is(ReadOnlySpan<byte> text) => _reader.TokenType == JsonTokenType.String && JsonText.Means(_reader.ValueSpan, text);

    /// <summary>Takes a number.</summary>
    public readonly double Number(JsonPlace place)
    {
        Expect(JsonTokenType.Number, "a number", place);
        return _reader.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Refuse(place, "is out of range");
    }

    /// <summary>Takes a whole number, also written as <c>12.0</c>.</summary>
    public readonly long Whole(JsonPlace place)
    {
        Expect(JsonTokenType.Number, "a whole number", place);
        if (_reader.TryGetInt64(out long whole))
        {
            return whole;
        }

        double number = Number(place);
        return number == Math.Floor(number) && Math.Abs(number) < long.MaxValue / 2 ? (long)number : throw Refuse(place, "must be a whole number");
    }

    /// <summary>Takes a boolean.</summary>
    public readonly bool Flag(JsonPlace place) =>
        _reader.TokenType is JsonTokenType.True or JsonTokenType.False ? _reader.GetBoolean() : throw Mistyped(place, "a boolean");

    /// <summary>Takes the value as it stands in the body.</summary>
    public ReadOnlyMemory<byte> Raw()
    {
        int start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        return _body[start..(int)_reader.BytesConsumed];
    }

    /// <summary>Consumes the value.</summary>
    public void Skip() => _reader.Skip();

    /// <summary>A refusal that names where and what: <c>$.n must be a whole number</c>.</summary>
    public static UnreadableException Refuse(JsonPlace place, string what) => new(RequestChecks.Refuse(place.ToString(), what));

    /// <summary>A refusal of the value's type.</summary>
    public readonly UnreadableException Mistyped(JsonPlace place, string wanted) =>
        Refuse(place, $"must be {wanted}, but it is {JsonRefusal.Describe(_reader.TokenType)}");

    private readonly void Expect(JsonTokenType kind, string wanted, JsonPlace place)
    {
        if (_reader.TokenType != kind)
        {
            throw Mistyped(place, wanted);
        }
    }
}
