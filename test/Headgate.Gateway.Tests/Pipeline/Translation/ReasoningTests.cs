using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Translation;

/// <summary>Claude's signed thinking across the turns of a client that has no field to keep it in.</summary>
public sealed class ReasoningTests
{
    private const string Other = "hg-9999999999999999999999999999999999999999999";

    private const string Reply = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"thinking","thinking":"why é","signature":"c2ln"},{"type":"redacted_thinking","data":"cmVk"},{"type":"text","text":"so"},{"type":"tool_use","id":"toolu_1","name":"look","input":{"at":1}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2}}
        """;

    private const string Stream = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"why "}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"é"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"cmVk"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":1}

        event: content_block_start
        data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"so"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":2}

        event: content_block_start
        data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_1","name":"look","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"at\":1}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":3}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":2}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private const string Tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":{\"type\":\"object\"}}}],\"reasoning_effort\":\"low\"";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Goes_back_to_its_vendor_with_the_tools_result(bool stream)
    {
        using PipelineRig rig = Rig();
        await FirstTurnAsync(rig, stream);

        JsonElement turn = await SecondTurnAsync(rig);

        Assert.Equal(["thinking", "redacted_thinking", "text", "tool_use"], Types(turn));
        Assert.Equal(("why é", "c2ln"), (turn[0].GetProperty("thinking").GetString(), turn[0].GetProperty("signature").GetString()));
        Assert.Equal("cmVk", turn[1].GetProperty("data").GetString());
        Assert.Equal("enabled", Last(rig).GetProperty("thinking").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_no_loss_while_it_is_kept(bool stream)
    {
        using PipelineRig rig = Rig();

        await FirstTurnAsync(rig, stream);

        Assert.Empty(rig.Record.Losses);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_a_loss_where_no_call_has_an_id_to_keep_it_by(bool stream)
    {
        const string Functions = "\"functions\":[{\"name\":\"look\",\"parameters\":{\"type\":\"object\"}}]";
        using PipelineRig rig = Rig();
        _ = stream ? rig.Upstream.Streams(Stream) : rig.Upstream.Answers(Reply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(
            $$"""{"model":"chat","messages":[{"role":"user","content":"look"}],{{Functions}}{{(stream ? ",\"stream\":true" : "")}}}"""));

        Assert.Equal(2, rig.Record.Losses.Length);
        Assert.All(rig.Record.Losses, loss => Assert.StartsWith("$.content[", loss, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Begins_each_turns_request_with_the_request_before_it()
    {
        using PipelineRig rig = Rig();
        await FirstTurnAsync(rig, stream: false);
        await SecondTurnAsync(rig);
        string second = Last(rig).GetProperty("messages").GetRawText();

        rig.Upstream.Answers(Reply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(
            $$"""{"model":"chat","messages":[{{History}},{"role":"assistant","content":"ok"},{"role":"user","content":"more"}],{{Tools}}}"""));

        Assert.StartsWith(second[..^1], Last(rig).GetProperty("messages").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_never_given_to_another_key()
    {
        using PipelineRig rig = Rig();
        rig.UseSecondKey(Other);
        await FirstTurnAsync(rig, stream: false);

        JsonElement turn = await SecondTurnAsync(rig, Other);

        Assert.Equal(["text", "tool_use"], Types(turn));
        Assert.DoesNotContain("c2ln", rig.Upstream.Calls[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_never_given_to_another_vendor_of_the_same_protocol()
    {
        using PipelineRig rig = Rig();
        await FirstTurnAsync(rig, stream: false);

        JsonElement turn = await SecondTurnAsync(rig, alias: "elsewhere");

        Assert.Equal(["text", "tool_use"], Types(turn));
        Assert.DoesNotContain("c2ln", rig.Upstream.Calls[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_a_loss_once_it_is_no_longer_kept()
    {
        using PipelineRig rig = Rig();

        JsonElement turn = await SecondTurnAsync(rig);

        Assert.Equal(["text", "tool_use"], Types(turn));
        Assert.Contains(rig.Record.Losses, loss => loss.StartsWith("$.reasoning_effort:", StringComparison.Ordinal));
    }

    private static string History => """
        {"role":"user","content":"look"},{"role":"assistant","content":"so","tool_calls":[{"id":"toolu_1","type":"function","function":{"name":"look","arguments":"{\"at\":1}"}}]},{"role":"tool","tool_call_id":"toolu_1","content":"seen"}
        """;

    private static PipelineRig Rig() => new(
        Alias("chat", PipelineRig.Claude),
        Alias("elsewhere", PipelineRig.Vendor("elsewhere", "https://elsewhere.test/v1", "anthropic", [WireProtocol.AnthropicMessages])));

    private static ModelAlias Alias(string name, Provider provider) => new()
    {
        Name = name,
        Targets = [new AliasTarget.Model(provider, "claude-sonnet-4-5", 1)],
    };

    private static async Task FirstTurnAsync(PipelineRig rig, bool stream)
    {
        _ = stream ? rig.Upstream.Streams(Stream) : rig.Upstream.Answers(Reply);
        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(
            $$"""{"model":"chat","messages":[{"role":"user","content":"look"}],{{Tools}}{{(stream ? ",\"stream\":true" : "")}}}"""));
        Assert.Contains("toolu_1", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("c2ln", reply.Text, StringComparison.Ordinal);
    }

    /// <summary>Sends the tool's result; gives the assistant's turn as the vendor got it.</summary>
    private static async Task<JsonElement> SecondTurnAsync(PipelineRig rig, string secret = PipelineRig.Secret, string alias = "chat")
    {
        rig.Upstream.Answers(Reply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call($$"""{"model":"{{alias}}","messages":[{{History}}],{{Tools}}}""", secret));
        return Last(rig).GetProperty("messages")[1].GetProperty("content");
    }

    private static JsonElement Last(PipelineRig rig) => JsonDocument.Parse(rig.Upstream.Calls[^1].Body).RootElement;

    private static string?[] Types(JsonElement turn) => [.. turn.EnumerateArray().Select(block => block.GetProperty("type").GetString())];
}
