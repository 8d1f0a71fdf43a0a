using System.Text;
using CsCheck;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.AnthropicMessages;

public sealed class MessagesRequestDecoderTests
{
    [Theory]
    [InlineData("""{"messages":[]}""", "$.model")]
    [InlineData("""{"model":1}""", "$.model")]
    [InlineData("""{"model":"m","messages":{}}""", "$.messages")]
    [InlineData("""{"model":"m","messages":[1]}""", "$.messages[0]")]
    [InlineData("""{"model":"m","messages":[{"content":"a"}]}""", "$.messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"tool"}]}""", "$.messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":1}]}""", "$.messages[0].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"text":"a"}]}]}""", "$.messages[0].content[0].type")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":["a",{"type":"text"}]}]}""", "$.messages[0].content[0]")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":1}]}]}""", "$.messages[0].content[0].text")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"image"}]}]}""", "$.messages[0].content[0].source")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":"{}"}]}]}""", "$.messages[0].content[0].input")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text"}]}]}]}""", "$.messages[0].content[0].content[0].text")]
    [InlineData("""{"model":"m","system":[{"type":"text","text":[]}]}""", "$.system[0].text")]
    [InlineData("""{"model":"m","max_tokens":"9"}""", "$.max_tokens")]
    [InlineData("""{"model":"m","max_tokens":1.5}""", "$.max_tokens")]
    [InlineData("""{"model":"m","temperature":true}""", "$.temperature")]
    [InlineData("""{"model":"m","stop_sequences":["a",2]}""", "$.stop_sequences[1]")]
    [InlineData("""{"model":"m","metadata":{"user_id":5}}""", "$.metadata.user_id")]
    [InlineData("""{"model":"m","thinking":{"type":"enabled","budget_tokens":"1"}}""", "$.thinking.budget_tokens")]
    [InlineData("""{"model":"m","tool_choice":{"type":"tool"}}""", "$.tool_choice.name")]
    [InlineData("""{"model":"m","tools":[{"description":"d"}]}""", "$.tools[0].name")]
    [InlineData("""{"model":"m","tools":[{"name":"f","input_schema":[]}]}""", "$.tools[0].input_schema")]
    [InlineData("""{"model":"m","output_config":{"format":{"type":"json_schema"}}}""", "$.output_config.format.schema")]
    public void Refuses_what_the_protocol_does_not_allow_and_says_where(string body, string path)
    {
        UnreadableException refusal = Assert.Throws<UnreadableException>(() => MessagesCodec.Decode(body));

        Assert.Equal(ErrorKind.InvalidRequest, refusal.Error.Kind);
        Assert.Equal(path, refusal.Error.Param);
    }

    [Fact]
    public void Takes_null_for_not_sent()
    {
        ChatRequest request = MessagesCodec.Decode(
            """{"model":"m","temperature":null,"tools":null,"thinking":null,"x":null,"messages":[{"role":"user","content":null,"name":null}]}""");

        Assert.Null(request.Temperature);
        Assert.Null(request.Reasoning);
        Assert.Empty(request.Tools);
        Assert.Empty(request.Extras);
        Assert.Empty(request.Messages[0].Parts);
        Assert.Empty(request.Messages[0].Extras);
    }

    [Fact]
    public void Reads_a_block_whose_type_comes_last()
    {
        ChatRequest request = MessagesCodec.Decode("""{"messages":[{"content":[{"text":"a","type":"text"}],"role":"user"}],"model":"m"}""");

        Assert.Equal("a", Assert.IsType<TextPart>(request.Messages[0].Parts[0]).Text);
    }

    [Fact]
    public void Instructions_come_before_the_messages_wherever_they_stood()
    {
        ChatRequest request = MessagesCodec.Decode("""{"messages":[{"role":"user","content":"a"}],"system":"b","model":"m"}""");

        Assert.Equal([Role.System, Role.User], request.Messages.Select(message => message.Role));
        Assert.Equal("$.system", request.Messages[0].Place.ToString());
        Assert.Equal("$.messages[0]", request.Messages[1].Place.ToString());
    }

    [Fact]
    public void Tells_where_things_stood_in_the_clients_body()
    {
        ChatRequest request = MessagesCodec.Decode(
            """
            {"model":"m","metadata":{"a":1},"tools":[{"name":"f","new":1}],"messages":[{"role":"user","content":[{"type":"tool_result",
            "tool_use_id":"a","content":[{"type":"text","text":"b"},{"type":"text","text":"c","cache_control":{"type":"ephemeral","x":1}}]}]}]}
            """);

        ContentPart nested = Assert.IsType<ToolResultPart>(request.Messages[0].Parts[0]).Content[1];
        Assert.Equal("$.messages[0].content[0].content[1]", nested.Place.ToString());
        Assert.Equal("$.messages[0].content[0].content[1].cache_control", nested.Cache!.Place.ToString());
        Assert.Equal("$.messages[0].content[0].content[1].cache_control.x", Assert.Single(nested.Extras).Place.ToString());
        Assert.Equal("$.metadata.a", Assert.Single(request.Extras).Place.ToString());
        Assert.Equal("$.tools[0].new", Assert.Single(((Tool.Function)request.Tools[0]).Extras).Place.ToString());
    }

    [Fact]
    public void Thinking_that_nobody_signed_is_nobodys()
    {
        ChatRequest request = MessagesCodec.Decode(
            """
            {"model":"m","messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"a","signature":""},
            {"type":"thinking","thinking":"","signature":"s"},{"type":"redacted_thinking","data":"d"}]}]}
            """);

        Assert.Equal(
            [null, WireProtocol.AnthropicMessages, WireProtocol.AnthropicMessages],
            request.Messages[0].Parts.Cast<ReasoningPart>().Select(part => part.SignedBy));
        Assert.Equal("", ((ReasoningPart)request.Messages[0].Parts[1]).Text);
    }

    [Fact]
    public void No_body_of_json_throws_anything_but_a_refusal()
    {
        byte[][] bodies = [.. MessagesCodec.Cases("request.json").Select(row => MessagesCodec.Golden(row.Data, "request.json"))];
        Gen.Select(Gen.Int, Gen.Int[0, bodies.Length - 1], Gen.Int[1, 4]).Sample(
            (seed, which, changes) =>
            {
                byte[] body = RandomInputTests.Mutate(bodies[which], seed, changes);
                if (!JsonScan.TryScan(body, out _, out _))
                {
                    return;
                }

                try
                {
                    MessagesCodec.Encode(MessagesCodec.Decode(Encoding.UTF8.GetString(body)), "claude-opus-4-8");
                }
                catch (UnreadableException refusal)
                {
                    Assert.Equal(ErrorKind.InvalidRequest, refusal.Error.Kind);
                }
            },
            iter: 20_000);
    }

    [Theory]
    [InlineData("""{"model":"m","messages":[],*}""")]
    [InlineData("""{"model":"m","messages":[],"metadata":{*}}""")]
    [InlineData("""{"model":"m","messages":[],"thinking":{"type":"adaptive",*}}""")]
    [InlineData("""{"model":"m","messages":[],"tool_choice":{"type":"auto",*}}""")]
    [InlineData("""{"model":"m","messages":[],"output_config":{*}}""")]
    [InlineData("""{"model":"m","messages":[],"output_config":{"format":{"type":"json_schema","schema":{},*}}}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi",*}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Hi",*}]}]}""")]
    public void Many_unknown_members_cost_no_more_than_their_number(string shape)
    {
        string body = shape.Replace("*", string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"x{i}\":1")), StringComparison.Ordinal);

        long before = GC.GetAllocatedBytesForCurrentThread();
        MessagesCodec.Decode(body);

        // An array made anew for each of them would take 400 MB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }
}
