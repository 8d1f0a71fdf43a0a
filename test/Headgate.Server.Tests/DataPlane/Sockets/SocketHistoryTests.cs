using System.Text;
using Headgate.Llm.Framing;
using Headgate.Server.DataPlane.Sockets;

namespace Headgate.Server.Tests.DataPlane.Sockets;

public sealed class SocketHistoryTests
{
    private const string Message = """{"type":"message","role":"assistant","content":[]}""";

    private readonly SocketHistory _history = new();

    [Fact]
    public void What_goes_on_from_the_last_response_is_sent_whole_turn_after_turn()
    {
        Assert.Equal("""{"model":"m","input":"one","stream":true}""", Ask("""{"type":"response.create","model":"m","input":"one"}"""));
        Answer("resp_1", Message);
        Assert.Equal(
            $$$"""{"input":[{"role":"user","content":"one"},{{{Message}}},{"call_id":"c"}],"stream":true}""",
            Ask("""{"previous_response_id":"resp_1","input":[ {"call_id":"c"} ]}"""));
        Answer("resp_2", """{"type":"function_call"}""");
        Assert.Equal(
            $$$"""{"stream":true,"input":[{"role":"user","content":"one"},{{{Message}}},{"call_id":"c"},{"type":"function_call"}]}""",
            Ask("""{"previous_response_id":"resp_2"}"""));
    }

    [Theory]
    [InlineData("resp_0", "false", "response.completed")]
    [InlineData("resp_1", "true", "response.completed")]
    [InlineData("resp_1", "null", "response.completed")]
    [InlineData("resp_1", "false", "response.failed")]
    public void What_is_stored_elsewhere_or_was_not_the_last_is_passed_on_by_its_id(string previous, string store, string end)
    {
        Ask("""{"input":"one"}""");
        Answer("resp_1", Message, store, end);
        string next = $$"""{"previous_response_id":"{{previous}}","input":"two","stream":true}""";

        Assert.Equal(next, Ask(next));
        Answer("resp_2", Message);
        next = next.Replace(previous, "resp_2", StringComparison.Ordinal);
        Assert.Equal(next, Ask(next)); // what came before is not known here
    }

    [Fact]
    public void Reasoning_goes_back_only_when_it_is_sealed()
    {
        Ask("""{"input":[]}""");
        Answer("resp_1", """{"type":"reasoning","id":"rs_1"},{"type":"reasoning","id":"rs_2","encrypted_content":"x"}""", end: "response.incomplete");
        Assert.Equal(
            """{"input":[{"type":"reasoning","id":"rs_2","encrypted_content":"x"},{"role":"user","content":"two"}],"stream":true}""",
            Ask("""{"previous_response_id":"resp_1","input":"two"}"""));
    }

    [Theory]
    [InlineData("""{"response":{}}""")]
    [InlineData("""{"response":{"store":false,"output":[1],"id":"resp_2"}}""")]
    [InlineData("""[]""")]
    [InlineData("no json")]
    public void An_end_that_is_none_is_nothing_to_go_on_from(string end)
    {
        Ask("""{"input":"one"}""");
        Answer("resp_1", Message);
        _history.Sent("response.completed"u8, Encoding.UTF8.GetBytes(end));
        const string Next = """{"previous_response_id":"resp_1","stream":true}""";
        Assert.Equal(Next, Ask(Next));
    }

    [Fact]
    public void A_conversation_of_more_than_4_MiB_is_not_kept()
    {
        Ask($$"""{"input":"{{new string('x', 4 << 20)}}"}""");
        Answer("resp_1", Message);
        const string Next = """{"previous_response_id":"resp_1","stream":true}""";
        Assert.Equal(Next, Ask(Next));
    }

    private string Ask(string message)
    {
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes(message), out JsonScan? scan, out _));
        return string.Concat(_history.EditsFor(scan).Apply(scan).Pieces.Select(piece => Encoding.UTF8.GetString(piece.Span)));
    }

    private void Answer(string id, string output, string store = "false", string end = "response.completed") => _history.Sent(
        Encoding.UTF8.GetBytes(end),
        Encoding.UTF8.GetBytes($$$"""{"type":"{{{end}}}","response":{"id":"{{{id}}}","store":{{{store}}},"output":[{{{output}}}]}}"""));
}
