using System.IO.Pipelines;
using System.Text;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

public sealed class DrainTests : IDisposable
{
    private readonly CancellationTokenSource _departed = new();
    private readonly Pipe _vendor = new();
    private readonly FakeReply _reply = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_a_stream_to_its_end_for_its_usage_and_writes_no_more_of_it(bool translated)
    {
        using PipelineRig rig = Rig(translated ? PipelineRig.Gpt : PipelineRig.First);
        Task served = Start(rig, WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));
        await SayAsync(translated ? Wire.ChatRole + Wire.ChatText : Wire.MessageStart + Wire.BlockStart + Wire.BlockDelta);
        await _reply.NextFlushAsync();
        string seen = _reply.Text;

        await _departed.CancelAsync();
        await SayAsync(translated ? Wire.ChatText + Wire.ChatStop + Wire.ChatUsage + Wire.Done : Wire.MessageEnd);
        await _vendor.Writer.CompleteAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal((200, "client_closed", true, false), Said(rig.Record));
        Assert.Equal((3, 2), (rig.Record.Usage!.Input, rig.Record.Usage.Output));
        Assert.Null(Assert.Single(rig.Record.Attempts).Fault);
        Assert.Equal(seen, _reply.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_a_whole_answer_for_its_usage(bool translated)
    {
        using PipelineRig rig = Rig(translated ? PipelineRig.Claude : PipelineRig.First);
        Task served = Start(rig, WireProtocol.OpenAIChat, PipelineRig.Chat());
        await rig.Upstream.NextCallAsync();
        string answer = translated ? Wire.MessageReply : Wire.ChatReply;
        await SayAsync(answer[..20]);

        await _departed.CancelAsync();
        await SayAsync(answer[20..]);
        await _vendor.Writer.CompleteAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal((499, "client_closed", true, false), Said(rig.Record));
        Assert.Equal((3, 2), (rig.Record.Usage!.Input, rig.Record.Usage.Output));
        Assert.False(_reply.HasStarted);
    }

    [Fact]
    public async Task Ends_when_its_time_is_up_and_estimates_what_was_used()
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        Task served = Start(rig, WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));
        await SayAsync(Wire.MessageStart + Wire.BlockStart + Wire.BlockDelta);
        await _reply.NextFlushAsync();

        await _departed.CancelAsync();
        rig.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(served.IsCompleted);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal((200, "client_closed", false, true), Said(rig.Record));
        Assert.Equal("client_closed", Assert.Single(rig.Record.Attempts).Fault);
    }

    [Fact]
    public async Task Ends_with_the_gateway()
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        Task served = Start(rig, WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));
        await SayAsync(Wire.MessageStart + Wire.BlockStart + Wire.BlockDelta);
        await _reply.NextFlushAsync();
        await _departed.CancelAsync();

        rig.EndDrains();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal((200, "client_closed", false, true), Said(rig.Record));
    }

    [Fact]
    public async Task Cancels_what_is_beyond_the_number_that_may_go_on()
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        rig.Use(config => config.Server with { MaxDrains = 0 });
        Task served = Start(rig, WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));
        await SayAsync(Wire.MessageStart + Wire.BlockStart + Wire.BlockDelta);
        await _reply.NextFlushAsync();

        await _departed.CancelAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal((200, "client_closed", false, true), Said(rig.Record));
    }

    [Fact]
    public async Task A_place_is_free_again_when_a_drain_has_ended()
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        rig.Use(config => config.Server with { MaxDrains = 1, OnDisconnect = OnDisconnect.Cancel });
        for (int i = 0; i < 3; i++)
        {
            using var departed = new CancellationTokenSource();
            var vendor = new Pipe();
            rig.Upstream.Streams(vendor.Reader.AsStream());
            Task served = rig.StartAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true), new FakeReply(), departed.Token);
            await vendor.Writer.WriteAsync(Encoding.UTF8.GetBytes(Wire.MessageStart), TestContext.Current.CancellationToken);
            await rig.Upstream.NextCallAsync();
            await departed.CancelAsync();
            await vendor.Writer.WriteAsync(Encoding.UTF8.GetBytes(Wire.BlockStart + Wire.BlockDelta + Wire.MessageEnd), TestContext.Current.CancellationToken);
            await vendor.Writer.CompleteAsync();
            await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        }

        Assert.Equal([true, true, true], rig.Sink.Records.Select(record => record.IsDrained));
    }

    [Fact]
    public async Task Makes_no_further_call_for_a_client_that_left()
    {
        using PipelineRig rig = Rig(PipelineRig.First, PipelineRig.Second);
        Task served = Start(rig, WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));
        await rig.Upstream.NextCallAsync();
        await _departed.CancelAsync();
        await SayAsync(Wire.MessageError);
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Single(rig.Upstream.Calls);
        Assert.Equal((499, "client_closed", false), (rig.Record.Status, rig.Record.Code, rig.Record.IsDrained));
        Assert.Equal("overloaded", Assert.Single(rig.Record.Attempts).Fault);
    }

    [Fact]
    public async Task Goes_on_when_a_flush_is_the_first_to_notice()
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        byte[] events = Encoding.UTF8.GetBytes(Wire.MessageStream);
        rig.Upstream.Streams(new SlicedStream(events, [events.Length - 200]));

        await rig.StartAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true), new LeavingReply(1)).WaitAsync(Patience.Limit);

        Assert.Equal((200, "client_closed", true, false), Said(rig.Record));
    }

    [Fact]
    public async Task A_client_that_hangs_up_after_the_end_mark_was_served()
    {
        using PipelineRig rig = Rig(PipelineRig.First);
        Task served = Start(rig, WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));
        await SayAsync(Wire.ChatStream);
        await _reply.NextFlushAsync();

        await _departed.CancelAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal((200, null, false, false), Said(rig.Record));
    }

    public void Dispose() => _departed.Dispose();

    private static (int Status, string? Code, bool IsDrained, bool IsEstimated) Said(RequestRecord record) =>
        (record.Status, record.Code, record.IsDrained, record.IsEstimated);

    private PipelineRig Rig(params Provider[] providers)
    {
        ModelAlias plain = PipelineRig.Alias("chat", providers);
        return new PipelineRig(new ModelAlias
        {
            Name = plain.Name, Targets = plain.Targets, Retry = plain.Retry, OnDisconnect = OnDisconnect.Drain,
        });
    }

    private Task Start(PipelineRig rig, WireProtocol protocol, FakeRequest request)
    {
        rig.Upstream.Streams(_vendor.Reader.AsStream());
        return rig.StartAsync(protocol, request, _reply, _departed.Token);
    }

    private async Task SayAsync(string words) =>
        await _vendor.Writer.WriteAsync(Encoding.UTF8.GetBytes(words), TestContext.Current.CancellationToken);
}
