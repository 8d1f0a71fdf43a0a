using System.Buffers;
using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Framing;

namespace Headgate.Llm.Tests.Protocols;

public sealed class StreamErrorTests
{
    private static readonly GatewayError Error = new(ErrorKind.UpstreamTimeout, "The vendor fell silent.\nTry again.");

    [Theory]
    [InlineData("chat")]
    [InlineData("completions")]
    public void Ends_a_stream_of_choices_with_an_error_object(string protocol) =>
        Assert.Equal(
            """data: {"error":{"message":"The vendor fell silent.\nTry again.","type":"server_error","param":null,"code":"upstream_timeout"}}""" + "\n\n",
            WriteError(protocol, null));

    [Fact]
    public void Ends_a_responses_stream_with_the_next_number()
    {
        StreamReading seen = NativeProtocols.Find("responses")!.OpenStream();
        seen.Read(new SseEvent { Raw = default, Name = default, Data = """{"type":"response.created","sequence_number":6}"""u8 });

        string written = WriteError("responses", seen);

        Assert.StartsWith(
            """
            event: response.failed
            data: {"type":"response.failed","sequence_number":7,"response":{"id":"resp_0","object":"response","created_at":0,"status":"failed","error":{"code":"upstream_timeout","message":"The vendor fell silent.\nTry again."},
            """,
            written,
            StringComparison.Ordinal);
        Assert.Contains(
            """
            event: error
            data: {"type":"error","code":"upstream_timeout","message":"The vendor fell silent.\nTry again.","param":null,"sequence_number":8,"error":{
            """,
            written,
            StringComparison.Ordinal);
        Assert.Contains("\"sequence_number\":0,", WriteError("responses", null), StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_a_messages_stream_with_an_error_event() =>
        Assert.Equal(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"timeout_error\",\"message\":\"The vendor fell silent.\\nTry again.\"},\"request_id\":\"req_1\"}\n\n",
            WriteError("messages", null));

    [Fact]
    public void Ends_a_gemini_stream_with_an_error_object_and_never_interrupts_its_silence()
    {
        Assert.Equal(
            """data: {"error":{"code":504,"message":"The vendor fell silent.\nTry again.","status":"DEADLINE_EXCEEDED"}}""" + "\n\n",
            WriteError("gemini", null));
        ArrayBufferWriter<byte> output = new();
        NativeProtocols.Find("gemini")!.WriteKeepAlive(output);
        Assert.Equal(0, output.WrittenCount);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("completions")]
    [InlineData("responses")]
    [InlineData("messages")]
    public void Writes_events_that_its_own_reader_understands(string name)
    {
        NativeProtocol protocol = NativeProtocols.Find(name)!;
        ArrayBufferWriter<byte> output = new();
        protocol.WriteKeepAlive(output);
        protocol.WriteStreamError(Error, "req_1", null, output);
        StreamReading reader = protocol.OpenStream();
        List<StreamEventKind> kinds = [];

        StreamFeed.Whole(output.WrittenSpan, (in SseEvent streamEvent) => kinds.Add(reader.Read(streamEvent)));

        Assert.Equal(StreamEventKind.Preamble, kinds[0]);
        Assert.All(kinds[1..], kind => Assert.Equal(StreamEventKind.Error, kind));
        Assert.True(kinds.Count > 1);
        Assert.Equal(Error.Message, reader.Error!.Message);
        Assert.False(reader.IsComplete);
    }

    [Theory]
    [InlineData("chat", ": keep-alive\n\n")]
    [InlineData("responses", ": keep-alive\n\n")]
    [InlineData("messages", "event: ping\ndata: {\"type\": \"ping\"}\n\n")]
    public void Keeps_a_connection_alive(string protocol, string expected)
    {
        ArrayBufferWriter<byte> output = new();
        NativeProtocols.Find(protocol)!.WriteKeepAlive(output);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static string WriteError(string protocol, StreamReading? seen)
    {
        ArrayBufferWriter<byte> output = new();
        NativeProtocols.Find(protocol)!.WriteStreamError(Error, "req_1", seen, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
