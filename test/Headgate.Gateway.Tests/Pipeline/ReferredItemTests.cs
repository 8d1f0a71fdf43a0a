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

    private static Task<FakeReply> SendAsync(PipelineRig rig, string body, string secret = PipelineRig.Secret) =>
        rig.SendAsync(WireProtocol.OpenAIResponses, Request(body, secret));

    private static FakeRequest Request(string body, string secret) => new(body, ("authorization", $"Bearer {secret}"));
}
