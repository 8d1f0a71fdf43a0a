using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>
/// One request's way through its plan: who is called next, after which pause, and what the client is told when nobody is left. A target that is
/// parked or sick is passed by, also when it became so after the plan was made.
/// </summary>
/// <param name="entrance">The plan, and the way into its targets.</param>
/// <param name="draw">The request's chance.</param>
/// <param name="endsAt">The timestamp at which the request ends.</param>
/// <param name="time">The clock.</param>
/// <param name="refuse">Says why a target cannot be told the request; null where each can.</param>
internal sealed class PlanWalk(
    Entrance entrance, Draw draw, long endsAt, TimeProvider time, Func<Target, ValueTask<GatewayError?>>? refuse = null)
{
    /// <summary>A timer may fire a moment before its time; the rest is waited for too.</summary>
    private static readonly TimeSpan TimerSlack = TimeSpan.FromMilliseconds(20);

    /// <summary>A vendor that asks for less is waited for, rather than to change the model.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    private readonly RetryBudget _repeats = entrance.Health.BudgetOf(entrance.Plan.Alias);
    private FailureTally? _tally;
    private GatewayError? _refusal;
    private Draw _draw = draw;
    private int _index;
    private int _calls;
    private int _beside;

    private AttemptPlan Plan => entrance.Plan;

    private HealthBook Health => entrance.Health;

    /// <summary>What second calls the model may make.</summary>
    public HedgeBudget HedgesOf(ModelAlias alias) => Health.HedgesOf(alias);

    /// <summary>True when no further call may be made, after so many.</summary>
    public bool IsAtItsEnd(int attempts) => attempts >= Plan.MaxAttempts;

    /// <summary>The first call; null when no target can be called.</summary>
    public async ValueTask<TargetCall?> StartAsync()
    {
        _repeats.Requested(Health.Now);
        for (int i = 0; i < Plan.Targets.Length; i++)
        {
            if (await EnterAsync(i) is { } call)
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>The call after one that failed; null when there is none to make.</summary>
    public async ValueTask<TargetCall?> AfterAsync(AttemptFailure failure, int attempts, CancellationToken departed)
    {
        (_tally ??= new FailureTally()).Add(Plan.Targets[_index], failure);
        _calls++;
        _draw = _draw.Next();
        if (IsAtItsEnd(attempts))
        {
            return null;
        }

        // A quota that is not back at once is waited for only where nobody else can answer now, and a server only where there is no other like it.
        bool isElsewhere = _index + 1 < Plan.Targets.Length && Plan.Targets[_index + 1].IsTwin(Plan.Targets[_index]);
        return isElsewhere || (failure is { Fault: UpstreamFault.RateLimited, RetryAfter: { } wanted } && wanted >= ShortWait)
            ? await NextAsync(failure) ?? await RepeatAsync(failure, departed)
            : await RepeatAsync(failure, departed) ?? await NextAsync(failure);
    }

    /// <summary>
    /// A call beside the one under way, of a later target that can be called at once; null when there is none. It takes the place of the one under way
    /// when both have failed: <see cref="BothFailed"/>.
    /// </summary>
    /// <param name="refuses">Says why a target is not to be called beside; null when it may be.</param>
    public async ValueTask<TargetCall?> BesideAsync(Func<Target, ValueTask<GatewayError?>> refuses)
    {
        for (_beside = _index + 1; _beside < Plan.Targets.Length; _beside++)
        {
            // Asked first: to be told a request may have its price, and a place that was taken has to be used.
            Target target = Plan.Targets[_beside];
            if (!ReferenceEquals(Health.Of(target), Health.Of(Plan.Targets[_index])) && Health.Of(target).IsFree(Health.Now)
                && await refuses(target) is null && entrance.EnterAtOnce(_beside) is { } call)
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>The call under way and the one beside it have failed: the plan goes on behind the latter.</summary>
    /// <param name="failure">What the former met.</param>
    public void BothFailed(AttemptFailure failure)
    {
        (_tally ??= new FailureTally()).Add(Plan.Targets[_index], failure);
        (_index, _calls) = (_beside, 0);
    }

    /// <summary>
    /// The call after one that broke off in its answer: of a later target, or of the same again, that takes what was said so far; null when there is none.
    /// </summary>
    /// <param name="broken">The target whose call broke off.</param>
    /// <param name="failure">What it met.</param>
    /// <param name="attempts">The calls made so far.</param>
    /// <param name="refuses">Says why a target does not go on; null when it does.</param>
    /// <param name="departed">Cancelled when the client leaves.</param>
    public async ValueTask<TargetCall?> OnwardAsync(
        Target broken, AttemptFailure failure, int attempts, Func<Target, ValueTask<GatewayError?>> refuses, CancellationToken departed)
    {
        (int failed, _draw) = (Plan.Targets.IndexOf(broken), _draw.Next());
        _calls = failed == _index ? _calls + 1 : 1;
        _index = failed;
        if (failed < 0 || IsAtItsEnd(attempts))
        {
            return null;
        }

        for (int next = RetryPolicy.Next(Plan, failed, failure, failed); next >= 0; next = RetryPolicy.Next(Plan, failed, failure, next))
        {
            if (await refuses(Plan.Targets[next]) is null && await EnterAsync(next) is { } call)
            {
                return call;
            }
        }

        return await refuses(broken) is null ? await RepeatAsync(failure, departed) : null;
    }

    /// <summary>What the client is told, once there is no call left to make.</summary>
    public GatewayError ToError()
    {
        var obstacles = new Obstacles([.. Plan.LeftOut, .. Plan.Targets], Health);
        return _tally?.ToError(obstacles.Earliest) ?? entrance.Full ?? _refusal ?? obstacles.ToError();
    }

    private async ValueTask<TargetCall?> RepeatAsync(AttemptFailure failure, CancellationToken departed)
    {
        Target target = Plan.Targets[_index];
        if (RetryPolicy.Pause(failure, _calls, Plan.Alias.Retry, _draw.Unit) is not { } pause || !Fits(pause)
            || !Health.Of(target).WillBeFree(pause) || !_repeats.TryRepeat(Health.Now))
        {
            return null;
        }

        do
        {
            await Task.Delay(pause, time, departed);
            pause = Health.Of(target).ParkedFor;
        }
        while (pause > TimeSpan.Zero && pause <= TimerSlack);
        return await entrance.EnterAsync(_index, isRepeat: true);
    }

    /// <summary>The next target that may follow this failure, is fit to be called, and can be told the request.</summary>
    private async ValueTask<TargetCall?> NextAsync(AttemptFailure failure)
    {
        int failed = _index;
        for (int next = RetryPolicy.Next(Plan, failed, failure, failed); next >= 0; next = RetryPolicy.Next(Plan, failed, failure, next))
        {
            if (await EnterAsync(next) is { } call)
            {
                return call;
            }
        }

        return null;
    }

    private async ValueTask<TargetCall?> EnterAsync(int index)
    {
        Target target = Plan.Targets[index];
        if (refuse is not null && await refuse(target) is { } refusal)
        {
            _refusal ??= refusal;
            return null;
        }

        if (await entrance.EnterAsync(index) is not { } call)
        {
            return null;
        }

        (_index, _calls) = (index, 0);
        return call;
    }

    private bool Fits(TimeSpan pause) => time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency) < endsAt;
}
