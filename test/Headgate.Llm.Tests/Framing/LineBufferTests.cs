using System.Text;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Tests.Framing;

public sealed class LineBufferTests
{
    private const string Stream = "{\"a\":1}\r\n\n{\"b\":\"é\"}\n{\"c\":3}";

    [Fact]
    public void Gives_out_the_same_lines_wherever_the_stream_is_split()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Stream);
        for (int first = 0; first <= bytes.Length; first++)
        {
            for (int second = first; second <= bytes.Length; second++)
            {
                Assert.Equal(["{\"a\":1}", "", "{\"b\":\"é\"}", "{\"c\":3}"], Read(64, bytes[..first], bytes[first..second], bytes[second..]));
            }
        }
    }

    [Fact]
    public void The_raw_lines_are_the_stream()
    {
        using LineBuffer buffer = new(64);
        Put(buffer, Encoding.UTF8.GetBytes(Stream));
        string raw = "";
        while (buffer.TryRead(out SseEvent line) || buffer.TryReadRest(out line))
        {
            raw += Encoding.UTF8.GetString(line.Raw);
        }

        Assert.Equal(Stream, raw);
    }

    [Theory]
    [InlineData("123456789\n")]
    [InlineData("123456789")]
    public void A_line_that_is_too_long_is_not_read(string line)
    {
        using LineBuffer buffer = new(8);
        Put(buffer, Encoding.UTF8.GetBytes(line));
        Assert.False(buffer.TryRead(out _));
        Assert.True(buffer.Overflowed);
        Assert.False(buffer.TryReadRest(out _));
    }

    [Fact]
    public void Lines_larger_than_its_first_memory_are_read()
    {
        string large = new('x', 100_000);
        Assert.Equal([large, large], Read(1 << 20, Encoding.UTF8.GetBytes($"{large}\n{large}\n")));
    }

    private static List<string> Read(int longest, params byte[][] pieces)
    {
        using LineBuffer buffer = new(longest);
        List<string> lines = [];
        SseEvent line;
        foreach (byte[] piece in pieces)
        {
            Put(buffer, piece);
            while (buffer.TryRead(out line))
            {
                lines.Add(Encoding.UTF8.GetString(line.Data));
            }
        }

        if (buffer.TryReadRest(out line))
        {
            lines.Add(Encoding.UTF8.GetString(line.Data));
        }

        return lines;
    }

    private static void Put(LineBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Memory<byte> room = buffer.GetMemory();
            int count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room.Span);
            buffer.Advance(count);
            bytes = bytes[count..];
        }
    }
}
