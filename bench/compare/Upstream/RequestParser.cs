using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Headgate.Compare.Upstream;

/// <summary>Just enough HTTP/1.1: finds where a request ends and reads the members of its body that change the answer.</summary>
internal static class RequestParser
{
    private const int DefaultChunks = 100;

    /// <summary>Takes one whole request off the front of the buffer; else says how many bytes are missing at the least.</summary>
    public static bool TryTake(ref ReadOnlySequence<byte> buffer, out MockRequest request, out int missing)
    {
        if (buffer.IsSingleSegment)
            return TryTake(ref buffer, buffer.FirstSpan, out request, out missing);

        int length = (int)buffer.Length;
        byte[] joined = ArrayPool<byte>.Shared.Rent(length);
        buffer.CopyTo(joined);
        bool taken = TryTake(ref buffer, joined.AsSpan(0, length), out request, out missing);
        ArrayPool<byte>.Shared.Return(joined);
        return taken;
    }

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, ReadOnlySpan<byte> bytes, out MockRequest request, out int missing)
    {
        request = default;
        missing = 1;
        int headLength = bytes.IndexOf("\r\n\r\n"u8) + 4;
        if (headLength < 4)
            return false;

        RequestHead head = RequestHead.Parse(bytes[..headLength]);
        ReadOnlySpan<byte> rest = bytes[headLength..];
        int bodyLength = head.Chunked ? ChunkedLength(rest) : head.ContentLength;
        if (bodyLength < 0)
            return false;
        if (bodyLength > rest.Length)
        {
            missing = bodyLength - rest.Length;
            return false;
        }

        request = Read(rest[..bodyLength], head.Close);
        buffer = buffer.Slice(headLength + bodyLength);
        return true;
    }

    /// <summary>The length of a chunked body, framing included; -1 while its end has not arrived. Trailers are not expected.</summary>
    private static int ChunkedLength(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = bytes[at..];
            int lineLength = rest.IndexOf("\r\n"u8);
            if (lineLength < 0 || !Utf8Parser.TryParse(rest[..lineLength], out int size, out _, 'x'))
                return -1;
            at += lineLength + 2 + size + 2;
            if (at > bytes.Length)
                return -1;
            if (size == 0)
                return at;
        }
    }

    private static MockRequest Read(ReadOnlySpan<byte> body, bool close)
    {
        if (!ValueOf(body, "\"stream\""u8).StartsWith("true"u8))
        {
            int delay = Utf8Parser.TryParse(ValueOf(body, "\"delay_ms\""u8), out int asked, out _) ? asked : 0;
            return new MockRequest(Stream: false, IncludeUsage: false, Chunks: 0, delay, close);
        }

        bool includeUsage = ValueOf(body, "\"include_usage\""u8).StartsWith("true"u8);
        return Utf8Parser.TryParse(ValueOf(body, "\"max_tokens\""u8), out int chunks, out _)
            ? new MockRequest(true, includeUsage, chunks, 0, close)
            : new MockRequest(true, includeUsage, DefaultChunks, 0, close);
    }

    /// <summary>The bytes from a member's value on; empty when there is none. Inside a JSON string its quotes would be escaped.</summary>
    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> body, ReadOnlySpan<byte> quotedName)
    {
        int at = body.IndexOf(quotedName);
        return at < 0 ? default : body[(at + quotedName.Length)..].TrimStart(": \t\r\n"u8);
    }

    private readonly ref struct RequestHead
    {
        public int ContentLength { get; private init; }
        public bool Chunked { get; private init; }
        public bool Close { get; private init; }

        public static RequestHead Parse(ReadOnlySpan<byte> head)
        {
            int contentLength = 0;
            bool chunked = false, close = false;
            foreach (Range range in head.Split("\r\n"u8))
            {
                ReadOnlySpan<byte> line = head[range];
                if (IsHeader(line, "content-length:"u8))
                    contentLength = Number(line["content-length:".Length..]);
                else if (IsHeader(line, "transfer-encoding:"u8))
                    chunked = true;
                else if (IsHeader(line, "connection:"u8))
                    close = Ascii.EqualsIgnoreCase(line["connection:".Length..].Trim((byte)' '), "close"u8);
            }

            return new RequestHead { ContentLength = contentLength, Chunked = chunked, Close = close };
        }

        private static int Number(ReadOnlySpan<byte> text) =>
            int.Parse(text, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);

        private static bool IsHeader(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
            line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name);
    }
}
