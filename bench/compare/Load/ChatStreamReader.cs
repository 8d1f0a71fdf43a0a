using System.Diagnostics;

namespace Headgate.Compare.Load;

/// <summary>Reads one streamed chat completion and counts its content chunks, however the bytes are split.</summary>
internal sealed class ChatStreamReader(HttpConnection connection)
{
    private readonly byte[] _line = new byte[16 * 1024];
    private int _lineLength;

    public int ContentChunks { get; private set; }

    /// <summary>When the first content chunk was there, as a stopwatch timestamp.</summary>
    public long FirstToken { get; private set; }

    /// <summary>True when the terminal event came, as the last one.</summary>
    public bool Done { get; private set; }

    /// <summary>Sends the request and reads the stream to its end. Returns the status.</summary>
    public async ValueTask<int> ReadAsync(ReadOnlyMemory<byte> request)
    {
        ContentChunks = _lineLength = 0;
        Done = false;
        await connection.SendAsync(request);
        int status = await connection.ReadStatusAsync();
        for (ReadOnlyMemory<byte> piece; !(piece = await connection.ReadBodyAsync()).IsEmpty;)
            Feed(piece.Span);
        return status;
    }

    private void Feed(ReadOnlySpan<byte> piece)
    {
        for (int end; (end = piece.IndexOf((byte)'\n')) >= 0; piece = piece[(end + 1)..])
        {
            if (_lineLength == 0)
            {
                Line(piece[..end]);
                continue;
            }

            Keep(piece[..end]);
            Line(_line.AsSpan(0, _lineLength));
            _lineLength = 0;
        }

        Keep(piece);
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        part.CopyTo(_line.AsSpan(_lineLength));
        _lineLength += part.Length;
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("data:"u8))
            return;

        Done = line.TrimEnd((byte)'\r').EndsWith("[DONE]"u8);
        if (!HasContent(line))
            return;
        if (ContentChunks++ == 0)
            FirstToken = Stopwatch.GetTimestamp();
    }

    private static bool HasContent(ReadOnlySpan<byte> line)
    {
        int at = line.IndexOf("\"content\":"u8);
        return at >= 0 && !line[(at + "\"content\":".Length)..].TrimStart((byte)' ').StartsWith("\"\""u8);
    }
}
