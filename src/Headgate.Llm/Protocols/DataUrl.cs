using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols;

/// <summary>
/// URLs that hold what they point to: <c>data:image/png;base64,iVBOR…</c>, RFC 2397. Parameters of the media type are left out, and
/// <c>image/jpg</c>, which is none, is taken for <c>image/jpeg</c>.
/// </summary>
internal static class DataUrl
{
    private const int EscapeLength = 3;

    /// <summary>What a URL holds; null when it is no data URL. Base64 stays where it lies.</summary>
    public static MediaSource.Base64? TryRead(ReadOnlyMemory<byte> url)
    {
        ReadOnlySpan<byte> text = url.Span;
        int comma = text.IndexOf((byte)',');
        if (comma < 0 || text.Length < 5 || !Ascii.EqualsIgnoreCase(text[..5], "data:"u8))
        {
            return null;
        }

        ReadOnlySpan<byte> head = text[5..comma];
        ReadOnlyMemory<byte> data = url[(comma + 1)..];
        int lastParameter = head.LastIndexOf((byte)';');
        bool isBase64 = lastParameter >= 0 && Ascii.EqualsIgnoreCase(head[(lastParameter + 1)..].Trim((byte)' '), "base64"u8);
        if (!isBase64 || data.Span.Contains((byte)'%'))
        {
            data = Unescape(data.Span);
        }

        return new MediaSource.Base64(MediaTypeOf(head), isBase64 ? data : Encode(data.Span));
    }

    /// <summary>Writes the data URL of a source as a JSON string.</summary>
    public static void Write(MediaSource.Base64 source, Utf8JsonWriter writer)
    {
        writer.WriteStringValueSegment("data:"u8, isFinalSegment: false);
        writer.WriteStringValueSegment(Encoding.UTF8.GetBytes(source.MediaType), isFinalSegment: false);
        writer.WriteStringValueSegment(";base64,"u8, isFinalSegment: false);
        writer.WriteStringValueSegment(source.Data.Span, isFinalSegment: true);
    }

    private static string MediaTypeOf(ReadOnlySpan<byte> head)
    {
        int end = head.IndexOf((byte)';');
        string type = Encoding.UTF8.GetString(end < 0 ? head : head[..end]).Trim().ToLowerInvariant();
        return type switch
        {
            "" => "text/plain",
            "image/jpg" => "image/jpeg",
            _ => type,
        };
    }

    private static byte[] Unescape(ReadOnlySpan<byte> escaped)
    {
        byte[] plain = new byte[escaped.Length];
        int length = 0;
        while (!escaped.IsEmpty)
        {
            bool isEscape = escaped[0] == (byte)'%'
                && escaped.Length >= EscapeLength
                && Utf8Parser.TryParse(escaped[1..EscapeLength], out plain[length], out int digits, 'x')
                && digits == EscapeLength - 1;
            plain[length] = isEscape ? plain[length] : escaped[0];
            length++;
            escaped = escaped[(isEscape ? EscapeLength : 1)..];
        }

        return plain[..length];
    }

    private static byte[] Encode(ReadOnlySpan<byte> data)
    {
        byte[] text = new byte[Base64.GetMaxEncodedToUtf8Length(data.Length)];
        Base64.EncodeToUtf8(data, text, out _, out _);
        return text;
    }
}
