using Headgate.Gateway.Fleets;
using Headgate.Llm.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Fleets;

public sealed class ReplicaTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Replica _replica;

    public ReplicaTests() => _replica = new Replica(1, _time);

    [Fact]
    public void What_it_was_sent_and_has_not_begun_to_answer_is_queued()
    {
        ReplicaCall first = Enter(2_000);
        Enter(1_000);
        Assert.Equal(3_000 + (2 * Predictor.OverheadTokens), Look().QueuedTokens, 1.0);

        first.FirstToken();
        Assert.Equal(1_000 + Predictor.OverheadTokens, Look().QueuedTokens, 1.0);
        Assert.Equal(2, Look().InFlight);
    }

    [Fact]
    public void What_was_worked_through_meanwhile_is_not_queued()
    {
        Enter(8_000);
        Seconds(0.5);

        double done = 0.5 / FleetView.Unknown.SecondsPerToken;
        Assert.Equal(8_000 + Predictor.OverheadTokens - done, Look().QueuedTokens, 1.0);
    }

    [Fact]
    public void A_first_token_that_does_not_come_counts_against_it()
    {
        Enter(800);
        Seconds(0.1);
        Assert.Equal(0, Look().OverdueSeconds);

        Seconds(10);
        Assert.InRange(Look().OverdueSeconds, 9, 10);
        Assert.Equal(0, Look().QueuedTokens, 1.0);
    }

    [Fact]
    public void Learns_how_long_a_token_takes()
    {
        for (int i = 0; i < 50; i++)
        {
            ReplicaCall call = Enter(4_000);
            Seconds((4_000 + Predictor.OverheadTokens) / 1_000);
            call.FirstToken();
            call.Leave();
        }

        Assert.InRange(Look().SecondsPerToken, 0.00095, 0.001);
    }

    [Fact]
    public void A_replica_that_was_never_measured_is_as_fast_as_the_others() =>
        Assert.Equal(0.5, _replica.Look(Of(1, 100), FleetView.Unknown with { SecondsPerToken = 0.5 }).SecondsPerToken);

    [Fact]
    public void What_was_measured_long_ago_counts_no_more()
    {
        ReplicaCall call = Enter(4_000);
        Seconds(60);
        call.FirstToken();
        double then = Look().SecondsPerToken;
        Seconds(1_000);

        Assert.True(then > 0.005);
        Assert.Equal(FleetView.Unknown.SecondsPerToken, Look().SecondsPerToken, 0.00001);
    }

    [Fact]
    public void What_was_sent_there_is_in_its_cache()
    {
        Enter(Of(7, 1_000));

        Assert.Equal(10, _replica.Look(Of(7, 1_000), FleetView.Unknown).CachedBlocks);
        Assert.Equal(500, _replica.Look(Of(7, 1_500), FleetView.Unknown).PromptTokens);
        Assert.Equal(1_500, _replica.Look(Of(8, 1_500), FleetView.Unknown).PromptTokens);
    }

    [Fact]
    public void The_requests_of_others_are_queued_too()
    {
        Enter(1_000);
        _replica.Heard(new ReplicaMetrics(Waiting: 4, Running: 3, null, null));

        Assert.Equal((4 * FleetView.Unknown.PromptTokens) + 1_000 + Predictor.OverheadTokens, Look().QueuedTokens, 1.0);
        Assert.Equal(1, Look().InFlight);
    }

    [Fact]
    public void Its_own_requests_are_not_taken_for_those_of_others()
    {
        Enter(1_000);
        Enter(1_000);
        Enter(1_000);
        _replica.Heard(new ReplicaMetrics(Waiting: 2, Running: 1, null, null));

        Assert.Equal(3 * (1_000 + Predictor.OverheadTokens), Look().QueuedTokens, 1.0);
    }

    [Fact]
    public void What_it_said_is_known_for_five_seconds()
    {
        Assert.False(Look().IsKnown);
        _replica.Heard(new ReplicaMetrics(0, 0, null, null));
        Seconds(5);
        Assert.True(Look().IsKnown);
        Seconds(0.1);
        Assert.False(Look().IsKnown);
    }

    [Fact]
    public void The_cache_is_as_large_as_it_says()
    {
        Enter(Of(7, 1_000));
        _replica.Heard(new ReplicaMetrics(0, 0, CacheTokens: 300, null));

        Assert.Equal(3, _replica.Look(Of(7, 1_000), FleetView.Unknown).CachedBlocks);
    }

    [Fact]
    public void What_others_send_pushes_out_what_this_gateway_sent()
    {
        _replica.Heard(new ReplicaMetrics(0, 0, CacheTokens: 2_000, PromptTokens: 0));
        Enter(Of(7, 1_000));
        _replica.Heard(new ReplicaMetrics(0, 0, CacheTokens: 2_000, PromptTokens: 4_000));

        Assert.Equal(5, _replica.Look(Of(7, 1_000), FleetView.Unknown).CachedBlocks);
    }

    [Fact]
    public void An_answer_that_comes_as_a_whole_does_not_stay_queued_to_its_end()
    {
        ReplicaCall whole = _replica.Enter(Of(1, 800), FleetView.Unknown, isStream: false);
        Assert.True(Look().QueuedTokens > 800);
        Seconds(1);

        Assert.Equal(0, Look().QueuedTokens);
        Assert.Equal(0, Look().OverdueSeconds);
        Assert.Equal(1, Look().InFlight);
        whole.Leave();
        Assert.Equal(0, Look().InFlight);
    }

    [Fact]
    public void More_answers_under_way_make_the_next_step_longer()
    {
        ReplicaCall first = Begin();
        first.Answered(TimeSpan.FromSeconds(1), new Usage { OutputText = 101 });
        Assert.Equal(0.02, Look().StepSeconds, 0.0001);

        Begin();
        Assert.Equal(0.03, Look().StepSeconds, 0.0001);
    }

    [Fact]
    public void Leaving_twice_counts_once()
    {
        ReplicaCall call = Begin();
        Begin();
        call.Leave();
        call.Leave();

        Assert.Equal(1, Look().InFlight);
    }

    [Fact]
    public void A_call_that_fails_before_its_first_token_is_queued_no_more_and_measures_nothing()
    {
        ReplicaCall before = Enter(1_000);
        ReplicaCall call = Enter(2_000);
        ReplicaCall after = Enter(3_000);
        call.Leave();
        call.FirstToken();

        Assert.Equal(4_000 + (2 * Predictor.OverheadTokens), Look().QueuedTokens, 1.0);
        Assert.Equal(0, _replica.Measured.Tokens);
        after.Leave();
        before.Leave();
        Assert.Equal((0, 0), (Look().InFlight, Look().QueuedTokens));
    }

    private ReplicaCall Begin()
    {
        ReplicaCall call = Enter(100);
        call.FirstToken();
        return call;
    }

    private ReplicaCall Enter(long tokens) => Enter(new Prompt([], tokens, 100));

    private ReplicaCall Enter(Prompt prompt) => _replica.Enter(prompt, FleetView.Unknown, isStream: true);

    private Outlook Look() => _replica.Look(new Prompt([], 100, 100), FleetView.Unknown);

    private void Seconds(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private static Prompt Of(int text, long tokens) =>
        new([.. Enumerable.Range(0, (int)tokens / 100).Select(block => ((ulong)text << 32) + (ulong)block)], tokens, 100);
}
