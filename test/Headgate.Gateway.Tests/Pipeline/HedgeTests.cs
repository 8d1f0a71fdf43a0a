using System.Net;
using System.Text;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Queueing;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

/// <summary>A second call beside one whose first token is late.</summary>
public sealed class HedgeTests : IDisposable
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(1);

    private readonly PipelineRig _rig = new(Hedged(100));

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task The_next_target_is_called_beside_one_that_is_late_and_whoever_is_first_answers()
    {
        _rig.Upstream.Hangs().Streams(Wire.ChatStream);

        FakeReply reply = await SendAsync();

        Assert.Equal((200, "second/m"), (reply.Status, reply.Headers["x-headgate-target"]));
        Assert.Equal(Wire.ChatStream.Replace(Wire.ChatUsage, "", StringComparison.Ordinal), reply.Text);
        Assert.Equal(
            [("first/m", "outrun", false), ("second/m", null, true)],
            _rig.Record.Attempts.Select(attempt => (attempt.Target, attempt.Fault, attempt.IsHedge)));
    }

    [Fact]
    public async Task A_target_that_has_no_place_is_passed_by_for_the_one_behind_it()
    {
        Provider second = PipelineRig.Second;
        var full = new Provider
        {
            Name = second.Name,
            Row = second.Row,
            Vendor = second.Vendor,
            Endpoint = second.Endpoint,
            Credentials = second.Credentials,
            Models = second.Models,
            Queue = new QueueLimits(Places: 0, Length: 0, Wait: TimeSpan.Zero),
        };
        using var rig = new PipelineRig(Hedged(100, PipelineRig.First, full, PipelineRig.Gpt));
        rig.Upstream.Hangs().Streams(Wire.ChatStream);

        FakeReply reply = await SendAsync(rig);

        Assert.Equal((200, "gpt/m"), (reply.Status, reply.Headers["x-headgate-target"]));
    }

    [Fact]
    public async Task The_first_answers_when_it_is_ahead_after_all_and_the_second_is_cancelled()
    {
        var late = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        _rig.Upstream
            .Then(async (_, _) =>
            {
                await late.Task;
                return StreamReply();
            })
            .Then(async (_, cancellation) =>
            {
                late.SetResult();
                await using CancellationTokenRegistration registration = cancellation.Register(() => cancelled.SetResult());
                await Task.Delay(Timeout.Infinite, cancellation);
                return StreamReply();
            });

        FakeReply reply = await SendAsync();

        await cancelled.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Equal((200, "first/m"), (reply.Status, reply.Headers["x-headgate-target"]));
        Assert.Equal([null, "outrun"], _rig.Record.Attempts.Select(attempt => attempt.Fault));
        Assert.All(_rig.Health.Targets, target => Assert.Equal((0, true), (target.Value.InFlight, target.Value.IsWell)));
    }

    [Fact]
    public async Task Where_the_second_fails_the_first_is_waited_for()
    {
        var late = new TaskCompletionSource();
        _rig.Upstream
            .Then(async (_, _) =>
            {
                await late.Task;
                return StreamReply();
            })
            .Then((_, _) =>
            {
                late.SetResult();
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new StringContent("{}") });
            });

        FakeReply reply = await SendAsync();

        Assert.Equal((200, "first/m"), (reply.Status, reply.Headers["x-headgate-target"]));
        Assert.Equal([null, "server_error"], _rig.Record.Attempts.Select(attempt => attempt.Fault));
    }

    [Fact]
    public async Task Where_both_fail_the_plan_goes_on_behind_them()
    {
        using var rig = new PipelineRig(Hedged(100, PipelineRig.First, PipelineRig.Second, PipelineRig.Gpt));
        var late = new TaskCompletionSource();
        rig.Upstream
            .Then(async (_, _) =>
            {
                await late.Task;
                return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("{}") };
            })
            .Then((_, _) =>
            {
                late.SetResult();
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new StringContent("{}") });
            })
            .Streams(Wire.ChatStream);

        FakeReply reply = await SendAsync(rig);

        Assert.Equal((200, "gpt/m"), (reply.Status, reply.Headers["x-headgate-target"]));
        Assert.Equal(
            [("first/m", "overloaded"), ("second/m", "server_error"), ("gpt/m", null)],
            rig.Record.Attempts.Select(attempt => (attempt.Target, attempt.Fault)));
    }

    [Fact]
    public async Task A_call_beside_is_not_made_when_it_may_cost_too_much()
    {
        using var rig = new PipelineRig(Hedged(100, new Money(10)));
        rig.Upstream.Hangs();
        using var leaving = new CancellationTokenSource();
        Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true), new FakeReply(), leaving.Token);
        await rig.Upstream.NextCallAsync();
        rig.Time.Advance(After);
        await leaving.CancelAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Single(rig.Record.Attempts);
    }

    [Fact]
    public async Task A_call_beside_that_the_budget_does_not_pay_for_takes_none_of_the_share()
    {
        var price = new PriceRow([new(PriceMeter.Input, 0), new(PriceMeter.Output, 1_000_000_000_000)]); // 4.096 dollars are held for a call
        using var rig = new PipelineRig(new ModelAlias
        {
            Name = "chat",
            Targets =
            [
                new AliasTarget.Model(PipelineRig.First, "m", 1) { Pricing = price },
                new AliasTarget.Model(PipelineRig.Second, "m", 1) { Pricing = price },
            ],
            Retry = new RetryOptions { Tries = 1 },
            Hedge = new HedgeOptions(After, 1, null),
        });
        rig.UseKey(key => key with { Budgets = [DailyOf(key, 5)] });
        rig.Upstream.Hangs().Hangs().Streams(Wire.ChatStream);
        using var leaving = new CancellationTokenSource();
        Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true), new FakeReply(), leaving.Token);
        await rig.Upstream.NextCallAsync();
        rig.Time.Advance(After);
        await leaving.CancelAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Single(rig.Record.Attempts);

        rig.UseKey(key => key with { Budgets = [DailyOf(key, 50)] });
        FakeReply reply = await SendAsync(rig);

        Assert.Equal((200, "second/m"), (reply.Status, reply.Headers["x-headgate-target"]));
    }

    [Theory]
    [InlineData("""{"model":"chat","messages":[{"role":"user","content":"hi"}]}""")]
    public async Task What_is_not_streamed_has_one_call(string body)
    {
        var late = new TaskCompletionSource();
        _rig.Upstream.Then(async (_, _) =>
        {
            await late.Task;
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Wire.ChatReply, Encoding.UTF8, "application/json") };
        });
        Task<FakeReply> asked = _rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(body));
        await _rig.Upstream.NextCallAsync();
        _rig.Time.Advance(After);
        late.SetResult();

        Assert.Equal(200, (await asked).Status);
        Assert.Single(_rig.Record.Attempts);
    }

    private static Budget DailyOf(VirtualKey key, long dollars) =>
        new(new BudgetScope(BudgetScopeKind.Key, key.Id), new Money(dollars * 1_000_000_000), BudgetPeriod.Day, TimeZoneInfo.Utc);

    private Task<FakeReply> SendAsync() => SendAsync(_rig);

    private static async Task<FakeReply> SendAsync(PipelineRig rig)
    {
        Task<FakeReply> asked = rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));
        await rig.Upstream.NextCallAsync();
        rig.Time.Advance(After);
        return await asked;
    }

    private static ModelAlias Hedged(int percent, Money? maxCost) => Hedged(percent, maxCost, PipelineRig.First, PipelineRig.Second);

    private static ModelAlias Hedged(int percent, params Provider[] providers) =>
        Hedged(percent, null, providers.Length == 0 ? [PipelineRig.First, PipelineRig.Second] : providers);

    private static ModelAlias Hedged(int percent, Money? maxCost, params Provider[] providers) => new()
    {
        Name = "chat",
        Targets = [.. providers.Select(provider => (AliasTarget)new AliasTarget.Model(provider, "m", 1))],
        Retry = new RetryOptions { Tries = 1 },
        Hedge = new HedgeOptions(After, percent, maxCost),
    };

    private static HttpResponseMessage StreamReply()
    {
        var content = new StringContent(Wire.ChatStream);
        content.Headers.ContentType = new("text/event-stream");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }
}
