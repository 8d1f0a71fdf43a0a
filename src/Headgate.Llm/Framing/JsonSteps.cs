using System.Text.Json;

namespace Headgate.Llm.Framing;

/// <summary>
/// A place in a JSON text, and the steps from it, without tokens. They take exactly what <see cref="Utf8JsonReader"/> takes, which tests
/// prove on random input, and are many times faster on prompts: the reader goes byte by byte through a string from its first escape on.
/// A step that fails leaves the place undefined.
/// </summary>
/// <param name="json">The text.</param>
/// <param name="sought">Names to look out for on the way; null for none.</param>
internal ref struct JsonSteps(ReadOnlySpan<byte> json, NameTest? sought = null)
{
    private readonly ReadOnlySpan<byte> _json = json;

    /// <summary>The offset of the place.</summary>
    public int At { get; private set; }

    /// <summary>True when a member that was passed, at any depth, has a name that is sought.</summary>
    public bool HasSought { get; private set; }

    /// <summary>True when nothing is left.</summary>
    public readonly bool IsAtEnd => At == _json.Length;

    /// <summary>The kind of the value that begins here, if one does: what is none shows when it is skipped.</summary>
    public readonly JsonTokenType Kind => Next switch
    {
        (byte)'"' => JsonTokenType.String,
        (byte)'{' => JsonTokenType.StartObject,
        (byte)'[' => JsonTokenType.StartArray,
        (byte)'t' => JsonTokenType.True,
        (byte)'f' => JsonTokenType.False,
        (byte)'n' => JsonTokenType.Null,
        _ => JsonTokenType.Number,
    };

    private readonly byte Next => At < _json.Length ? _json[At] : (byte)0;

    /// <summary>The text from an offset up to this place.</summary>
    public readonly ReadOnlySpan<byte> Since(int start) => _json[start..At];

    /// <summary>Goes past white space.</summary>
    public void SkipBlank()
    {
        while (Next is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            At++;
        }
    }

    /// <summary>Goes past a byte when it is the next one.</summary>
    public bool TryTake(byte wanted)
    {
        bool isNext = Next == wanted;
        At += isNext ? 1 : 0;
        return isNext;
    }

    /// <summary>Goes past a member's name to its value; gives the name as it is written.</summary>
    public bool TryTakeName(out ReadOnlySpan<byte> rawName)
    {
        int start = At;
        if (!TryGoTo(JsonLexeme.EndOfString(_json, At)))
        {
            rawName = default;
            return false;
        }

        rawName = _json[(start + 1)..(At - 1)];
        HasSought = HasSought || (sought is not null && sought(rawName));
        SkipBlank();
        bool isName = TryTake((byte)':');
        SkipBlank();
        return isName;
    }

    /// <summary>Goes past a value that nests at most so deep.</summary>
    public bool TrySkipValue(int levels) => Next switch
    {
        (byte)'"' => TryGoTo(JsonLexeme.EndOfString(_json, At)),
        (byte)'{' => levels > 0 && TrySkipObject(levels - 1),
        (byte)'[' => levels > 0 && TrySkipArray(levels - 1),
        (byte)'t' => TrySkipWord("true"u8),
        (byte)'f' => TrySkipWord("false"u8),
        (byte)'n' => TrySkipWord("null"u8),
        _ => TryGoTo(JsonLexeme.EndOfNumber(_json, At)),
    };

    private bool TrySkipObject(int levels)
    {
        At++;
        SkipBlank();
        if (TryTake((byte)'}'))
        {
            return true;
        }

        do
        {
            SkipBlank();
            if (!TryTakeName(out _) || !TrySkipValue(levels))
            {
                return false;
            }

            SkipBlank();
        }
        while (TryTake((byte)','));
        return TryTake((byte)'}');
    }

    private bool TrySkipArray(int levels)
    {
        At++;
        SkipBlank();
        if (TryTake((byte)']'))
        {
            return true;
        }

        do
        {
            SkipBlank();
            if (!TrySkipValue(levels))
            {
                return false;
            }

            SkipBlank();
        }
        while (TryTake((byte)','));
        return TryTake((byte)']');
    }

    private bool TrySkipWord(ReadOnlySpan<byte> word) => TryGoTo(_json[At..].StartsWith(word) ? At + word.Length : -1);

    private bool TryGoTo(int end)
    {
        At = end < 0 ? At : end;
        return end >= 0;
    }
}
