using System.IO.Pipelines;
using System.Net;
using System.Text;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

public sealed class DepartureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancels_the_call_while_it_is_silent_and_records_once(bool stream)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second));
        rig.Upstream.Hangs();
        using var departed = new CancellationTokenSource();
        Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: stream), new FakeReply(), departed.Token);
        await rig.Upstream.NextCallAsync();

        await departed.CancelAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Single(rig.Upstream.Calls);
        Assert.Equal((499, "client_closed"), (rig.Record.Status, rig.Record.Code));
        Assert.Equal("client_closed", Assert.Single(rig.Record.Attempts).Fault);
    }

    [Fact]
    public async Task Starts_no_further_attempt_while_backing_off()
    {
        var alias = new ModelAlias { Name = "chat", Targets = PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second).Targets };
        using var rig = new PipelineRig(alias);
        rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError);
        using var departed = new CancellationTokenSource();
        Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(), new FakeReply(), departed.Token);
        await rig.Upstream.NextCallAsync();

        await departed.CancelAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Single(rig.Upstream.Calls);
        Assert.Equal("client_closed", rig.Record.Code);
    }

    [Fact]
    public async Task Cancels_a_stream_under_way_and_keeps_what_was_used()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        var pipe = new Pipe();
        rig.Upstream.Streams(pipe.Reader.AsStream());
        using var departed = new CancellationTokenSource();
        var reply = new FakeReply();
        Task served = rig.StartAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true), reply, departed.Token);
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(Wire.MessageStart + Wire.BlockStart + Wire.BlockDelta), TestContext.Current.CancellationToken);
        await reply.NextFlushAsync();

        await departed.CancelAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal((200, "client_closed"), (rig.Record.Status, rig.Record.Code));
        Assert.Equal(3, rig.Record.Usage!.Input);
        Assert.Equal("client_closed", Assert.Single(rig.Record.Attempts).Fault);
    }

    [Fact]
    public async Task Records_a_client_that_leaves_while_sending_its_body()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        using var departed = new CancellationTokenSource();
        var request = new FakeRequest([], ("authorization", "Bearer " + PipelineRig.Secret)) { Body = new Pipe().Reader, ContentLength = 100 };
        Task served = rig.StartAsync(WireProtocol.OpenAIChat, request, new FakeReply(), departed.Token);

        await departed.CancelAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        RequestRecord record = rig.Record;
        Assert.Equal((499, "client_closed", null), (record.Status, record.Code, record.Model));
        Assert.Empty(rig.Upstream.Calls);
    }

    [Theory]
    [InlineData(0, false, 499)]
    [InlineData(0, true, 200)]
    [InlineData(1, true, 200)]
    public async Task Takes_a_failed_flush_for_the_clients_leaving_whatever_the_token_says(int flushes, bool stream, int status)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        if (stream)
        {
            byte[] events = Encoding.UTF8.GetBytes(Wire.MessageStream);
            rig.Upstream.Streams(new SlicedStream(events, [events.Length - 200]));
        }
        else
        {
            rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError).Answers("{}", HttpStatusCode.InternalServerError);
        }

        await rig.StartAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: stream), new LeavingReply(flushes)).WaitAsync(Patience.Limit);

        Assert.Equal((status, "client_closed"), (rig.Record.Status, rig.Record.Code));
    }

    [Fact]
    public async Task Takes_a_client_that_hangs_up_after_the_end_mark_for_served()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        var pipe = new Pipe();
        rig.Upstream.Streams(pipe.Reader.AsStream());
        using var departed = new CancellationTokenSource();
        var reply = new FakeReply();
        Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true), reply, departed.Token);
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(Wire.ChatStream), TestContext.Current.CancellationToken);
        await reply.NextFlushAsync();

        await departed.CancelAsync();
        await served.WaitAsync(Patience.Limit);

        Assert.Null(rig.Record.Code);
        Assert.Equal(5, rig.Record.Usage!.Input + rig.Record.Usage.Output);
    }
}
