using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Headgate.Llm.Framing;

/// <summary>Where a JSON string or number ends: the offset just past it, or −1 when it is none.</summary>
internal static class JsonLexeme
{
    private const int NearBytes = 64;
    private const int UnicodeEscapeBytes = 6;

    // What ends a run of plain text in a string: the quote, an escape, a control character.
    private static readonly SearchValues<byte> Stops =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)]);

    /// <summary>The end of the string that opens at an offset.</summary>
    public static int EndOfString(ReadOnlySpan<byte> json, int at)
    {
        if (at >= json.Length || json[at++] != (byte)'"')
        {
            return -1;
        }

        while (true)
        {
            int run = IndexOfStop(json[at..]);
            if (run < 0)
            {
                return -1;
            }

            at += run;
            if (json[at] == (byte)'"')
            {
                return at + 1;
            }

            int escape = EscapeLength(json[at..]);
            if (escape == 0)
            {
                return -1;
            }

            at += escape;
        }
    }

    /// <summary>The end of the number that begins at an offset.</summary>
    public static int EndOfNumber(ReadOnlySpan<byte> json, int at)
    {
        at += Is(json, at, '-') ? 1 : 0;
        at = Is(json, at, '0') ? at + 1 : EndOfDigits(json, at);
        if (at > 0 && Is(json, at, '.'))
        {
            at = EndOfDigits(json, at + 1);
        }

        if (at > 0 && (Is(json, at, 'e') || Is(json, at, 'E')))
        {
            at++;
            at = EndOfDigits(json, Is(json, at, '+') || Is(json, at, '-') ? at + 1 : at);
        }

        return at;
    }

    // Prompts have an escape every few dozen bytes, where the call of the general search would cost more than the search.
    private static int IndexOfStop(ReadOnlySpan<byte> text)
    {
        int at = 0;
        for (; at < NearBytes && text.Length - at >= Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            Vector128<byte> block = Vector128.Create(text[at..]);
            Vector128<byte> stops = Vector128.Equals(block, Vector128.Create((byte)'"'))
                | Vector128.Equals(block, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(block, Vector128.Create((byte)' '));
            uint found = stops.ExtractMostSignificantBits();
            if (found != 0)
            {
                return at + BitOperations.TrailingZeroCount(found);
            }
        }

        int far = text[at..].IndexOfAny(Stops);
        return far < 0 ? -1 : at + far;
    }

    private static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != (byte)'\\')
        {
            return 0;
        }

        return text[1] switch
        {
            (byte)'n' or (byte)'"' or (byte)'\\' or (byte)'t' or (byte)'r' or (byte)'/' or (byte)'b' or (byte)'f' => 2,
            (byte)'u' when text.Length >= UnicodeEscapeBytes && IsHex(text[2]) && IsHex(text[3]) && IsHex(text[4]) && IsHex(text[5]) =>
                UnicodeEscapeBytes,
            _ => 0,
        };
    }

    private static bool IsHex(byte digit) => char.IsAsciiHexDigit((char)digit);

    private static bool Is(ReadOnlySpan<byte> json, int at, char wanted) => (uint)at < (uint)json.Length && json[at] == wanted;

    private static int EndOfDigits(ReadOnlySpan<byte> json, int at)
    {
        int start = at;
        while ((uint)at < (uint)json.Length && char.IsAsciiDigit((char)json[at]))
        {
            at++;
        }

        return at > start ? at : -1;
    }
}
