using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Headgate.Llm.Framing;

/// <summary>
/// The text inside JSON strings, read so that nothing a stranger sends can throw: the runtime's own reader throws on lone surrogates
/// (<c>"\ud800"</c>) and on bad UTF-8. The input is the inside of a string that a reader has found well-formed.
/// </summary>
internal static class JsonText
{
    /// <summary>The longest an escape of one UTF-8 byte gets: <c>\u0061</c>.</summary>
    private const int LongestEscape = 6;

    private const int StackBytes = 256;

    /// <summary>True when the escaped text means this plain text.</summary>
    public static bool Means(ReadOnlySpan<byte> escaped, ReadOnlySpan<byte> plain)
    {
        if (!escaped.Contains((byte)'\\'))
        {
            return escaped.SequenceEqual(plain);
        }

        if (escaped.Length > LongestEscape * plain.Length)
        {
            return false;
        }

        Span<byte> text = escaped.Length <= StackBytes ? stackalloc byte[StackBytes] : new byte[escaped.Length];
        return text[..Unescape(escaped, text)].SequenceEqual(plain);
    }

    /// <summary>The text as a string; what is no Unicode becomes U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> escaped)
    {
        if (!escaped.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(escaped);
        }

        byte[]? rented = escaped.Length <= StackBytes ? null : ArrayPool<byte>.Shared.Rent(escaped.Length);
        Span<byte> text = rented ?? stackalloc byte[StackBytes];
        string decoded = Encoding.UTF8.GetString(text[..Unescape(escaped, text)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return decoded;
    }

    /// <summary>Writes the text without an allocation; false when it is longer than the room for it.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> escaped, Span<char> output, out int length)
    {
        length = 0;
        if (!escaped.Contains((byte)'\\'))
        {
            return Utf8.ToUtf16(escaped, output, out _, out length) == OperationStatus.Done;
        }

        if (escaped.Length > LongestEscape * output.Length)
        {
            return false;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(escaped.Length);
        bool fits = Utf8.ToUtf16(rented.AsSpan(0, Unescape(escaped, rented)), output, out _, out length) == OperationStatus.Done;
        ArrayPool<byte>.Shared.Return(rented);
        return fits;
    }

    /// <summary>The text as bytes, unescaped.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> escaped) => UnescapeBytes(escaped).Span;

    /// <summary>The text as bytes that may be kept, unescaped.</summary>
    public static ReadOnlyMemory<byte> UnescapeBytes(ReadOnlySpan<byte> escaped)
    {
        byte[] text = new byte[escaped.Length];
        return text.AsMemory(0, Unescape(escaped, text));
    }

    /// <summary>Unescapes into <paramref name="output"/>, which is never the longer of the two, and says how many bytes it took.</summary>
    /// <remarks>A lone surrogate keeps its own three bytes, which no valid UTF-8 has: two names that differ stay different.</remarks>
    private static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> output)
    {
        int written = 0;
        for (int run = escaped.IndexOf((byte)'\\'); run >= 0; run = escaped.IndexOf((byte)'\\'))
        {
            escaped[..run].CopyTo(output[written..]);
            escaped = escaped[run..];
            written += run;
            if (escaped[1] == (byte)'u')
            {
                written += Encode(TakeCodePoint(ref escaped), output[written..]);
            }
            else
            {
                output[written++] = Plain(escaped[1]);
                escaped = escaped[2..];
            }
        }

        escaped.CopyTo(output[written..]);
        return written + escaped.Length;
    }

    private static byte Plain(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    private static int TakeCodePoint(ref ReadOnlySpan<byte> escaped)
    {
        char unit = Unit(escaped);
        escaped = escaped[LongestEscape..];
        if (char.IsHighSurrogate(unit) && escaped.StartsWith("\\u"u8) && char.IsLowSurrogate(Unit(escaped)))
        {
            int codePoint = char.ConvertToUtf32(unit, Unit(escaped));
            escaped = escaped[LongestEscape..];
            return codePoint;
        }

        return unit;
    }

    private static char Unit(ReadOnlySpan<byte> escape) =>
        Utf8Parser.TryParse(escape[2..LongestEscape], out ushort unit, out _, 'x') ? (char)unit : '\uFFFD';

    private static int Encode(int codePoint, Span<byte> output)
    {
        if (Rune.TryCreate(codePoint, out Rune rune))
        {
            return rune.EncodeToUtf8(output);
        }

        output[0] = (byte)(0xE0 | (codePoint >> 12));
        output[1] = (byte)(0x80 | ((codePoint >> 6) & 0x3F));
        output[2] = (byte)(0x80 | (codePoint & 0x3F));
        return 3;
    }
}
