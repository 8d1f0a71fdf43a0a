using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Framing;

namespace Headgate.Llm.Tests.Protocols;

public sealed class GoldenStreamTests
{
    public static TheoryData<string> Cases => GoldenCase.All;

    [Fact]
    public void There_are_cases_for_every_protocol_that_streams() =>
        Assert.Equal(5, Cases.Select(row => row.Data.Split('/')[0]).Distinct().Count());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reads_a_vendors_stream(string name) => AssertReads(name, _ => int.MaxValue);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reads_it_the_same_one_byte_at_a_time(string name) => AssertReads(name, _ => 1);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reads_it_the_same_at_every_split_point(string name)
    {
        int length = GoldenCase.Stream(name).Length;
        for (int split = 1; split < length; split++)
        {
            AssertReads(name, at => at < split ? split - at : int.MaxValue);
        }
    }

    private static void AssertReads(string name, Func<int, int> pieceAt)
    {
        byte[] stream = GoldenCase.Stream(name);
        GoldenCase expected = GoldenCase.Expected(name);
        StreamReading reader = GoldenCase.Protocol(name).OpenStream();
        using IEventBuffer framing = GoldenCase.Protocol(name).OpenFraming(1 << 20);
        List<string> kinds = [];

        StreamFeed.Result result = StreamFeed.Run(
            framing, stream, pieceAt, onEvent: (in SseEvent streamEvent) => kinds.Add(reader.Read(streamEvent).ToString()));

        Assert.Equal(expected.Kinds, kinds);
        Assert.Equal(expected.Complete, reader.IsComplete);
        Assert.Equal(expected.ResponseId, reader.ResponseId);
        Assert.Equal(expected.NextSequenceNumber, reader.NextSequenceNumber);
        Assert.Equal(expected.Usage, GoldenCase.Meters(reader.Usage));
        Assert.Equal(expected.Error, reader.Error);
        Assert.Equal(System.Text.Encoding.Latin1.GetString(stream), result.AllBytes);
    }
}
