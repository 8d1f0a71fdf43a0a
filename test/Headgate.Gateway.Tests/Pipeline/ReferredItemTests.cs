using System.IO.Pipelines;
using System.Text;
using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

/// <summary>Clients that take answers for stored send their items' ids back, and no more.</summary>
public sealed class ReferredItemTests
{
    private const string Others = "hg-othersothersothersothersothersothersothersoth";

    private const string Reply =
        """{"id":"resp_1","object":"response","status":"completed","output":[{"type":"reasoning","id":"rs_1","summary":[]},{"type":"message","id":"msg_1"}]}""";

    private const string Created =
        "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"output\":[]}}\n\n";

    private const string Delta =
        "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"delta\":\"hi\"}\n\n";

    private const string Completed =
        "event: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":2,\"response\":" + Reply + "}\n\n";

    private static readonly Provider Stored = PipelineRig.Vendor("stored", "https://stored.test/v1", "openai", [WireProtocol.OpenAIResponses], "sk-1");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Items_of_a_stored_answer_are_its_callers(bool streams)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("a", Stored));
        rig.UseSecondKey(Others);
        rig.UseKey(key => key with { Team = null });
        Answer(rig, streams);
        await SendAsync(rig, $$"""{"model":"a","input":"x","stream":{{(streams ? "true" : "false")}}}""");
        rig.Upstream.Answers(Reply);

        FakeReply own = await SendAsync(rig, Referring("rs_1", "msg_1"));
        rig.UseSecondKey(Others);
        FakeReply foreign = await SendAsync(rig, Referring("msg_1"), Others);

        Assert.Equal((200, 404), (own.Status, foreign.Status));
        Assert.Contains("\"item_reference\",\"id\":\"rs_1\"", rig.Upstream.Calls[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_that_are_put_back_make_no_more_than_the_largest_body()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("a", PipelineRig.Claude));
        rig.Upstream.Answers(Wire.MessageReply.Replace("hello", new string('x', 300_000), StringComparison.Ordinal));
        await SendAsync(rig, """{"model":"a","input":"x"}""");
        rig.Upstream.Answers(Wire.MessageReply);

        FakeReply many = await SendAsync(rig, Referring([.. Enumerable.Repeat("msg_1_0", 400)]));
        FakeReply few = await SendAsync(rig, Referring([.. Enumerable.Repeat("msg_1_0", 20)]));

        Assert.Equal((413, 200), (many.Status, few.Status));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Items_of_a_translated_answer_are_put_back(bool streams)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("a", PipelineRig.Claude));
        rig.UseSecondKey(Others);
        if (streams)
        {
            rig.Upstream.Streams(Wire.MessageStream);
        }
        else
        {
            rig.Upstream.Answers(Wire.MessageReply);
        }

        FakeReply first = await SendAsync(rig, $$"""{"model":"a","input":"x","stream":{{(streams ? "true" : "false")}}}""");
        Assert.Contains("\"msg_1_0\"", first.Text, StringComparison.Ordinal);
        rig.Upstream.Answers(Wire.MessageReply);

        FakeReply second = await SendAsync(rig, Referring("msg_1_0"));

        Assert.Equal(200, second.Status);
        Assert.Contains("hello", rig.Upstream.Calls[^1].Body, StringComparison.Ordinal);
        rig.UseKey(key => key with { Team = null });
        Assert.Equal(404, (await SendAsync(rig, Referring("msg_1_0"))).Status);
    }

    [Theory]
    [InlineData("""{"type":"reasoning","id":"ID","summary":[]}""")]
    [InlineData("""{"type":"reasoning","id":"ID","summary":[{"type":"summary_text","text":"why"}],"encrypted_content":""}""")]
    [InlineData("""{"type":"reasoning","id":"ID","content":[{"type":"reasoning_text","text":"why"}],"encrypted_content":null}""")]
    [InlineData("""{"type":"reasoning","id":"ID","encrypted_content":"x","encrypted_content":null}""")]
    [InlineData("""{"type":"image_generation_call","id":"ID"}""")]
    [InlineData("""{"type":"image_generation_call","id":"ID","status":"completed","revised_prompt":"a cat","result":null}""")]
    [InlineData("""{"type":"image_generation_call","role":"assistant","id":"ID"}""")]
    [InlineData("""{"\u0074ype":"web_search_call","id":"ID","status":"completed"}""")]
    public async Task What_lacks_its_content_is_looked_for_by_its_id_and_has_to_be_the_callers(string item)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("a", Stored));
        rig.UseSecondKey(Others);
        rig.UseKey(key => key with { Team = null });
        rig.Upstream.Answers(Reply);
        await SendAsync(rig, """{"model":"a","input":"x"}""");
        rig.Upstream.Answers(Reply);
        string body = Holding(item.Replace("ID", "rs_1", StringComparison.Ordinal));

        FakeReply own = await SendAsync(rig, body);
        rig.UseSecondKey(Others);
        FakeReply foreign = await SendAsync(rig, body, Others);

        Assert.Equal((200, 404, 2), (own.Status, foreign.Status, rig.Upstream.Calls.Count));
        Assert.Contains("rs_1", foreign.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"reasoning","id":"ID","summary":[],"encrypted_content":"sealed"}""")]
    [InlineData("""{"type":"reasoning","summary":[]}""")]
    [InlineData("""{"type":"image_generation_call","id":"ID","result":"aGk="}""")]
    [InlineData("""{"type":"message","id":"ID","role":"assistant","content":[{"type":"output_text","text":"hi","id":"ID"}]}""")]
    [InlineData("""{"type":"function_call","id":"ID","call_id":"c","name":"f","arguments":"{}"}""")]
    [InlineData("""{"type":"web_search_call","id":"ID","status":"completed","action":{"type":"search","query":"q"}}""")]
    public async Task What_is_whole_is_nobodys(string item)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("a", Stored));
        rig.Upstream.Answers(Reply);

        Assert.Equal(200, (await SendAsync(rig, Holding(item))).Status);
    }

    [Fact]
    public async Task What_lacks_its_content_goes_to_a_target_that_asks_for_no_id()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("a", Stored, PipelineRig.Claude));
        rig.Upstream.Answers(Wire.MessageReply);

        FakeReply reply = await SendAsync(rig, Holding("""{"type":"reasoning","id":"rs_x","summary":[]}"""));

        Assert.Equal((200, 1), (reply.Status, rig.Upstream.Calls.Count));
        Assert.Equal("claude.test", rig.Upstream.Calls[0].Url.Host);
    }

    [Fact]
    public async Task What_the_client_keeps_itself_is_not_kept_here()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("a", PipelineRig.Claude));
        rig.Upstream.Answers(Wire.MessageReply);
        await SendAsync(rig, """{"model":"a","input":"x","store":false}""");
        Assert.Equal(404, (await SendAsync(rig, Referring("msg_1_0"))).Status);
    }

    [Fact]
    public async Task An_answer_whose_items_cannot_be_recorded_does_not_end_as_if_it_were_whole()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("a", Stored));
        var reply = new FakeReply();
        var stream = new Pipe();
        await stream.Writer.WriteAsync(Encoding.UTF8.GetBytes(Created + Delta), TestContext.Current.CancellationToken);
        rig.Upstream.Streams(stream.Reader.AsStream());
        Task served = rig.StartAsync(WireProtocol.OpenAIResponses, Request("""{"model":"a","input":"x","stream":true}""", PipelineRig.Secret), reply);
        await reply.NextFlushAsync();
        rig.Objects.IsBroken = true;
        await stream.Writer.WriteAsync(Encoding.UTF8.GetBytes(Completed), TestContext.Current.CancellationToken);
        await stream.Writer.CompleteAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.True(reply.WasAborted);
        Assert.DoesNotContain("response.completed", reply.Text, StringComparison.Ordinal);
    }

    private static void Answer(PipelineRig rig, bool streams)
    {
        if (streams)
        {
            rig.Upstream.Streams(Created + Delta + Completed);
        }
        else
        {
            rig.Upstream.Answers(Reply);
        }
    }

    private static string Referring(params string[] ids) =>
        $$"""{"model":"a","input":[{"role":"user","content":"x"},{{string.Join(',', ids.Select(id => $"{{\"type\":\"item_reference\",\"id\":\"{id}\"}}"))}},{"role":"user","content":"y"}]}""";

    private static string Holding(string item) => $$"""{"model":"a","input":[{"role":"user","content":"x"},{{item}},{"role":"user","content":"y"}]}""";

    private static Task<FakeReply> SendAsync(PipelineRig rig, string body, string secret = PipelineRig.Secret) =>
        rig.SendAsync(WireProtocol.OpenAIResponses, Request(body, secret));

    private static FakeRequest Request(string body, string secret) => new(body, ("authorization", $"Bearer {secret}"));
}
