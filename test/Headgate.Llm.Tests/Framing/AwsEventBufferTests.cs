using System.Text;
using CsCheck;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Tests.Framing;

public sealed class AwsEventBufferTests
{
    private const int Bound = 1 << 20;

    /// <summary>Frames from the vectors of awslabs/aws-c-event-stream and smithy-lang: no headers, one header, a number among the headers.</summary>
    [Theory]
    [InlineData("00000010" + "00000000" + "05c248eb" + "7d98c8ff", "|")]
    [InlineData("0000001d" + "00000000" + "fd528c5a" + "7b27666f6f273a27626172277d" + "c3653936", "|{'foo':'bar'}")]
    [InlineData(
        "0000003d" + "00000020" + "07fd8396" + "0c636f6e74656e742d74797065" + "070010" + "6170706c69636174696f6e2f6a736f6e"
        + "7b27666f6f273a27626172277d" + "8d9c08b1", "|{'foo':'bar'}")]
    [InlineData("0000002d" + "00000010" + "41c424b8" + "0a6576656e742d74797065" + "04" + "0000a00c" + "7b27666f6f273a27626172277d" + "36f480a0", "|{'foo':'bar'}")]
    public void Reads_published_frames(string hex, string expected) => Assert.Equal(expected, Meaning(Convert.FromHexString(hex)));

    [Fact]
    public void An_events_name_is_its_type_and_its_data_the_payload() =>
        Assert.Equal(
            """messageStart|{"role":"assistant"};ping|""",
            Meaning([.. AwsFrames.Event("messageStart", """{"role":"assistant"}"""), .. AwsFrames.Event("ping", "")]));

    [Fact]
    public void Passes_over_headers_of_every_type()
    {
        byte[] headers =
        [
            .. Header("a", 0), .. Header("b", 1), .. Header("c", 2, 1), .. Header("d", 3, 1, 2), .. Header("e", 4, 1, 2, 3, 4),
            .. Header("f", 5, 1, 2, 3, 4, 5, 6, 7, 8), .. Header("g", 6, 0, 2, 9, 9), .. Header("h", 8, 1, 2, 3, 4, 5, 6, 7, 8),
            .. Header("i", 9, new byte[16]), .. AwsFrames.TextHeader(":event-type", "metadata"),
        ];

        Assert.Equal("metadata|{}", Meaning(AwsFrames.Raw("{}"u8.ToArray(), headers)));
    }

    [Fact]
    public void An_exception_is_an_error_of_its_type() =>
        Assert.Equal(
            """error|{"type":"error","error":{"type":"throttlingException","message":"Too many tokens"}}""",
            Meaning(AwsFrames.Exception("throttlingException", """{"message":"Too many tokens"}""")));

    [Fact]
    public void An_error_without_a_payload_says_what_its_headers_say() =>
        Assert.Equal(
            """error|{"type":"error","error":{"type":"InternalError","message":"An internal \"error\""}}""",
            Meaning(AwsFrames.Frame([], (":message-type", "error"), (":error-code", "InternalError"), (":error-message", "An internal \"error\""))));

    [Fact]
    public void Every_damaged_bit_is_found_and_nothing_behind_it_is_read()
    {
        byte[] first = AwsFrames.Event("a", "{}");
        byte[] stream = [.. first, .. AwsFrames.Event("b", "{}")];
        for (int bit = 0; bit < 8 * first.Length; bit++)
        {
            byte[] damaged = [.. stream];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal("|damaged", Meaning(damaged));
        }
    }

    [Theory]
    [InlineData(2, 0, 5, 97)]
    [InlineData(4, 1, 97, 7, 0)]
    [InlineData(5, 1, 97, 7, 0, 9)]
    [InlineData(4, 1, 97, 4, 0)]
    [InlineData(3, 1, 97, 77)]
    public void Headers_that_do_not_fit_are_damage(int length, params int[] headers)
    {
        byte[] bytes = [.. headers.Take(length).Select(value => (byte)value)];
        Assert.Equal("|damaged", Meaning(AwsFrames.Raw([], bytes)));
    }

    [Fact]
    public void Headers_longer_than_their_frame_are_damage()
    {
        byte[] prelude = [0, 0, 0, 16, 0, 0, 0, 1];
        uint sum = AwsFrames.Checksum(prelude);
        byte[] frame = [.. prelude, (byte)(sum >> 24), (byte)(sum >> 16), (byte)(sum >> 8), (byte)sum, 0, 0, 0, 0];
        Assert.Equal("|damaged", Meaning(frame));
    }

    [Fact]
    public void Refuses_a_frame_larger_than_the_bound_before_it_is_there()
    {
        byte[] frame = AwsFrames.Event("a", new string(' ', 1000));
        using AwsEventBuffer narrow = new(frame.Length - 1);
        StreamFeed.Result refused = StreamFeed.Run(narrow, frame.AsSpan(0, 12), _ => 12);
        Assert.True(refused.Overflowed);
        Assert.Empty(refused.Events);

        using AwsEventBuffer wide = new(frame.Length);
        Assert.Single(StreamFeed.Run(wide, frame, _ => 7).Events);
    }

    [Fact]
    public void Gives_the_same_events_at_every_split_point()
    {
        byte[] stream =
        [
            .. AwsFrames.Event("messageStart", """{"role":"assistant"}"""), .. AwsFrames.Event("contentBlockDelta", """{"delta":{"text":"Zürich"}}"""),
            .. AwsFrames.Exception("modelStreamErrorException", """{"message":"cut"}"""),
        ];
        string whole = Meaning(stream);
        for (int first = 1; first < stream.Length; first++)
        {
            Assert.Equal(whole, Meaning(stream, at => at < first ? first - at : stream.Length));
        }

        Assert.Equal(whole, Meaning(stream, _ => 1));
    }

    [Fact]
    public void Takes_any_bytes() =>
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[1, 20]).Sample(
            (bytes, piece) => Meaning(bytes, _ => piece) is "" or "|damaged", iter: 20_000);

    [Fact]
    public void A_part_of_a_frame_is_no_event()
    {
        byte[] frame = AwsFrames.Event("a", "{}");
        Assert.Equal("", Meaning(frame[..^1]));
    }

    private static string Meaning(byte[] stream) => Meaning(stream, _ => int.MaxValue);

    private static string Meaning(byte[] stream, Func<int, int> pieceAt)
    {
        using AwsEventBuffer buffer = new(Bound);
        StreamFeed.Result result = StreamFeed.Run(buffer, stream, pieceAt);
        return result.Overflowed ? "" : string.Join(';', result.Events.Select(read => $"{read.Name}|{Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(read.Data))}"));
    }

    private static byte[] Header(string name, byte type, params byte[] value) => [(byte)name.Length, .. Encoding.UTF8.GetBytes(name), type, .. value];
}
