using System.Text;
using CsCheck;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Tests.Framing;

public sealed class SseBufferTests
{
    [Theory]
    [InlineData("data: a\n\n", "|a")]
    [InlineData("data:a\n\ndata:  b\n\n", "|a;| b")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n", "|a;|b")]
    [InlineData("data: a\r\rdata: b\r\r", "|a;|b")]
    [InlineData("event: x\ndata: a\n\n", "x|a")]
    [InlineData("event: x\nevent: y\ndata: a\n\n", "y|a")]
    [InlineData("event: x\ndata: a\n\ndata: b\n\n", "x|a;|b")]
    [InlineData("data: a\ndata: b\ndata:\ndata: c\n\n", "|a\nb\n\nc")]
    [InlineData("data\ndata: a\n\n", "|\na")]
    [InlineData("datas: a\ndata: b\n\n", "|b")]
    [InlineData(": comment\n\ndata: a\n\n", "|a")]
    [InlineData("id: 7\nretry: 9\ndata: a\n\n", "|a")]
    [InlineData("\n\n\ndata: a\n\n", "|a")]
    [InlineData("data: a", "|a")]
    [InlineData("data: a\n", "|a")]
    [InlineData("data: a\r", "|a")]
    [InlineData("data: a\r\n\r", "|a")]
    [InlineData("data: a\n\nevent: x\n", "|a")]
    [InlineData("", "")]
    public void Reads_events(string stream, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(stream);

        StreamFeed.Result whole = StreamFeed.Whole(bytes);

        Assert.Equal(expected, string.Join(';', whole.Meaning.Select(e => $"{e.Name}|{e.Data}")));
        Assert.Equal(stream, whole.AllBytes);
    }

    [Fact]
    public void Passes_a_byte_order_mark_at_the_very_start_only()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("\uFEFFdata: a\n\n\uFEFFdata: b\n\n");

        StreamFeed.Result whole = StreamFeed.Whole(bytes);

        Assert.Equal(["a"], whole.Meaning.Select(e => e.Data));
        Assert.Equal(bytes, Encoding.Latin1.GetBytes(whole.AllBytes));
    }

    [Fact]
    public void Gives_an_event_with_bare_carriage_returns_without_waiting_for_the_next()
    {
        using SseBuffer buffer = new(1000);
        "data: a\r\r"u8.CopyTo(buffer.GetMemory().Span);
        buffer.Advance(9);

        Assert.True(buffer.TryRead(out SseEvent read));
        Assert.Equal("a"u8, read.Data);
        Assert.False(buffer.HasRest);
    }

    [Fact]
    public void Keeps_the_line_feed_of_a_split_blank_line_with_its_event()
    {
        using SseBuffer buffer = new(1000);
        "data: a\r\n\r"u8.CopyTo(buffer.GetMemory().Span);
        buffer.Advance(10);
        Assert.False(buffer.TryRead(out _));
        Assert.True(buffer.HasRest);

        "\n"u8.CopyTo(buffer.GetMemory().Span);
        buffer.Advance(1);

        Assert.True(buffer.TryRead(out SseEvent read));
        Assert.Equal("data: a\r\n\r\n"u8, read.Raw);
    }

    [Fact]
    public void Refuses_an_event_that_passes_the_bound_however_it_is_split()
    {
        byte[] bytes = Encoding.UTF8.GetBytes($"data: ok\n\ndata: {new string('x', 100)}\n\n");
        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            StreamFeed.Result result = StreamFeed.Run(bytes, _ => piece, maxEventBytes: 100);
            Assert.True(result.Overflowed);
            Assert.Equal(["ok"], result.Meaning.Select(e => e.Data));
        }

        Assert.False(StreamFeed.Run(bytes, _ => 7, maxEventBytes: 108).Overflowed);
        Assert.True(StreamFeed.Run(bytes, _ => 7, maxEventBytes: 107).Overflowed);
    }

    [Fact]
    public void Grows_to_an_event_far_larger_than_its_first_buffer()
    {
        string large = new('x', 3_000_000);
        byte[] bytes = Encoding.UTF8.GetBytes($"data: a\n\ndata: {large}\ndata: {large}\n\ndata: b\n\n");

        StreamFeed.Result result = StreamFeed.Run(bytes, at => 1 + (at * 31 % 9000), maxEventBytes: 1 << 24);

        Assert.Equal(["a", $"{large}\n{large}", "b"], result.Meaning.Select(e => e.Data));
        Assert.Equal(bytes.Length, result.AllBytes.Length);
    }

    [Fact]
    public void Gives_the_same_bytes_and_events_at_every_split_point()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(
            "\uFEFF: c\r\n\r\nevent: é\r\ndata: a\r\ndata: b\r\n\r\n\ndata\n\ndata: x\ndata: y\n\n\rdata: z\r\revent: q\n\ndata: end");
        StreamFeed.Result whole = StreamFeed.Whole(bytes);

        for (int first = 1; first < bytes.Length; first++)
        {
            for (int second = first; second < bytes.Length; second++)
            {
                int[] ends = [first, second, bytes.Length];
                AssertSame(bytes, whole, StreamFeed.Run(bytes, at => ends.First(end => end > at) - at));
            }
        }

        AssertSame(bytes, whole, StreamFeed.Run(bytes, _ => 1));
    }

    [Fact]
    public void Gives_the_same_bytes_and_events_for_any_stream_and_any_split()
    {
        Gen<string> line = OneOf("data: a", "data:", "data", "event: e", "event", ": c", "", "", "id: 1", "datax", "d", "data: \uFEFFé");
        Gen<string> end = OneOf("\n", "\r\n", "\r");
        Gen<string> stream = Gen.Select(line, end).Select((text, stop) => text + stop).Array[0, 24].Select(parts => string.Concat(parts));
        Gen.Select(stream, Gen.Int[1, 9].Array[1, 20]).Sample(
            (text, pieces) =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                AssertSame(bytes, StreamFeed.Whole(bytes), StreamFeed.Run(bytes, at => pieces[at % pieces.Length]));
            },
            iter: 20_000);
    }

    [Fact]
    public void Gives_back_every_byte_of_any_input()
    {
        Gen<byte> spiced = Gen.Frequency((3, OneOf((byte)'\n', (byte)'\r', (byte)':', (byte)' ')), (5, Gen.Byte));
        Gen.Select(spiced.Array[0, 200], Gen.Int[1, 60]).Sample(
            (bytes, piece) => Assert.Equal(Encoding.Latin1.GetString(bytes), StreamFeed.Run(bytes, _ => piece).AllBytes),
            iter: 50_000);
    }

    [Fact]
    public void May_be_disposed_twice()
    {
        SseBuffer buffer = new(100);
        buffer.GetMemory();
        buffer.Dispose();
        buffer.Dispose();
        Assert.False(buffer.HasRest);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void AssertSame(byte[] bytes, StreamFeed.Result whole, StreamFeed.Result split)
    {
        Assert.Equal(Encoding.Latin1.GetString(bytes), split.AllBytes);
        Assert.Equal(whole.Meaning, split.Meaning);
    }
}
