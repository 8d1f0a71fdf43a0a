using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Headgate.Gateway.Config;
using Headgate.Gateway.Queueing;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

public sealed class QueueTests
{
    private static readonly QueueLimits One = new(Places: 1, Length: 10, Wait: TimeSpan.FromSeconds(10));

    [Fact]
    public async Task A_provider_gets_no_more_calls_at_once_than_it_takes()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Narrow(One)));
        TaskCompletionSource first = Held(rig);
        rig.Upstream.Answers(Wire.ChatReply);
        Task<FakeReply> one = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        await rig.Upstream.NextCallAsync();
        Task<FakeReply> two = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        rig.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Single(rig.Upstream.Calls);

        first.SetResult();
        await one;
        Assert.Equal(200, (await two).Status);
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(3)], rig.Sink.Records.Select(record => record.Queue).Order());
    }

    [Fact]
    public async Task A_stream_keeps_its_place_to_its_end()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Narrow(One)));
        using var leaving = new CancellationTokenSource();
        var stream = new Pipe();
        await stream.Writer.WriteAsync(Encoding.UTF8.GetBytes(Wire.ChatRole + Wire.ChatText), TestContext.Current.CancellationToken); // and no more
        rig.Upstream.Streams(stream.Reader.AsStream()).Answers(Wire.ChatReply);
        Task one = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true), new FakeReply(), leaving.Token);
        await rig.Upstream.NextCallAsync();
        Task<FakeReply> two = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Assert.False(two.IsCompleted);

        await leaving.CancelAsync();
        await one.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Equal(200, (await two).Status);
    }

    [Fact]
    public async Task Who_waited_long_enough_goes_to_the_next_target()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Narrow(One), PipelineRig.Second));
        TaskCompletionSource first = Held(rig);
        rig.Upstream.Answers(Wire.ChatReply);
        Task<FakeReply> one = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Task<FakeReply> two = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        await rig.Upstream.NextCallAsync();
        rig.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("second/m", (await two).Headers["x-headgate-target"]);
        first.SetResult();
        Assert.Equal("narrow/m", (await one).Headers["x-headgate-target"]);
    }

    [Theory]
    [InlineData(WireProtocol.OpenAIChat, "\"queue_full\"")]
    [InlineData(WireProtocol.AnthropicMessages, "\"rate_limit_error\"")]
    public async Task A_full_queue_is_told_when_there_is_no_other_target(WireProtocol protocol, string code)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Narrow(One with { Length = 0 })));
        TaskCompletionSource first = Held(rig);
        Task<FakeReply> one = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        FakeReply refused = await rig.SendAsync(protocol, protocol == WireProtocol.OpenAIChat ? PipelineRig.Chat() : PipelineRig.Messages());

        Assert.Equal((429, "1"), (refused.Status, refused.Headers["retry-after"]));
        Assert.Contains(code, refused.Text, StringComparison.Ordinal);
        Assert.Empty(rig.Record.Attempts);
        first.SetResult();
        Assert.Equal(200, (await one).Status);
    }

    [Fact]
    public async Task A_full_provider_is_asked_once_whatever_number_of_keys_it_has()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Narrow(One, "key-a-0123456789", "key-b-0123456789", "key-c-0123456789"), PipelineRig.Second));
        TaskCompletionSource first = Held(rig);
        rig.Upstream.Answers(Wire.ChatReply);
        Task<FakeReply> one = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Task<FakeReply> two = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        rig.Time.Advance(TimeSpan.FromSeconds(10)); // one wait, not three

        Assert.Equal("second/m", (await two).Headers["x-headgate-target"]);
        first.SetResult();
        await one;
    }

    [Fact]
    public async Task Who_leaves_the_queue_is_never_sent()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Narrow(One)));
        using var leaving = new CancellationTokenSource();
        TaskCompletionSource first = Held(rig);
        rig.Upstream.Answers(Wire.ChatReply);
        Task<FakeReply> one = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Task two = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(), new FakeReply(), leaving.Token);
        await leaving.CancelAsync();
        await two.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Equal((499, "client_closed"), (rig.Record.Status, rig.Record.Code));

        first.SetResult();
        await one;
        Assert.Equal(200, (await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat())).Status);
        Assert.Equal(2, rig.Upstream.Calls.Count);
    }

    [Fact]
    public async Task A_failed_call_gives_its_place_back_before_it_is_repeated()
    {
        ModelAlias alias = PipelineRig.Alias("chat", Narrow(One));
        using var rig = new PipelineRig(new ModelAlias
        {
            Name = alias.Name,
            Targets = alias.Targets,
            Retry = new RetryOptions { Tries = 2, Backoff = TimeSpan.FromMilliseconds(100) },
        });
        rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError).Answers(Wire.ChatReply).Answers(Wire.ChatReply);
        Task<FakeReply> one = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        await rig.Upstream.NextCallAsync();
        Task<FakeReply> two = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat()); // goes while the first pauses
        Assert.Equal(200, (await two).Status);
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(200, (await one).Status);
    }

    [Fact]
    public async Task How_full_a_queue_is_can_be_seen()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Narrow(One)));
        TaskCompletionSource first = Held(rig);
        rig.Upstream.Answers(Wire.ChatReply);
        Task<FakeReply> one = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Task<FakeReply> two = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal((1, 1), (Measured("headgate.queue.waiting"), Measured("headgate.queue.taken")));
        first.SetResult();
        await Task.WhenAll(one, two);
        Assert.Equal((0, 0), (Measured("headgate.queue.waiting"), Measured("headgate.queue.taken")));
    }

    /// <summary>What is measured of the provider; of the pipelines of other tests there is nothing by its name.</summary>
    private static int Measured(string name)
    {
        int sum = 0;
        using var listener = new MeterListener { InstrumentPublished = (instrument, listening) => Enable(instrument, listening, name) };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => sum += tags[0].Value is "narrow" ? value : 0);
        listener.Start();
        listener.RecordObservableInstruments();
        return sum;
    }

    private static void Enable(Instrument instrument, MeterListener listener, string name)
    {
        if (instrument.Name == name)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static TaskCompletionSource Held(PipelineRig rig)
    {
        var end = new TaskCompletionSource();
        rig.Upstream.Then(async (_, cancellation) =>
        {
            await end.Task.WaitAsync(cancellation);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Wire.ChatReply, null, "application/json") };
        });
        return end;
    }

    private static Provider Narrow(QueueLimits limits, params string[] secrets)
    {
        Provider open = PipelineRig.Vendor(
            "narrow", "https://narrow.test/v1", "openai-compatible", [WireProtocol.OpenAIChat, WireProtocol.AnthropicMessages], secrets);
        return new Provider
        {
            Name = open.Name, Row = open.Row, Vendor = open.Vendor, Endpoint = open.Endpoint, Credentials = open.Credentials, Models = open.Models,
            Queue = limits,
        };
    }
}
