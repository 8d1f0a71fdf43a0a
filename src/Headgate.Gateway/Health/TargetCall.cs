using Headgate.Gateway.Config;
using Headgate.Gateway.Fleets;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Queueing;
using Headgate.Llm.Chat;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Health;

/// <summary>One call under way, as the target's health sees it: what it meets is told here. Of one call, hence of one thread at a time.</summary>
internal sealed class TargetCall(TargetHealth health, Target target, bool isStream, long inputTokens, bool isProbe)
{
    private bool _isProbe = isProbe;
    private bool _hasLeft;

    /// <summary>What is called.</summary>
    public Target Target => target;

    /// <summary>Its place among the calls that the provider takes at once; null where as many go as come. Given back at the end.</summary>
    public Place? Place { get; set; }

    /// <summary>The call, as the server sees it where the provider has several; null where it has one.</summary>
    public ReplicaCall? Visit { get; set; }

    /// <summary>A stream's first content came.</summary>
    public void FirstContent(TimeSpan after, Usage? usage)
    {
        Visit?.FirstToken();
        health.Pace.FirstToken(after, Math.Max(0, inputTokens - (usage?.CacheRead ?? 0)), health.Book.Now);
        Answered();
    }

    /// <summary>The whole reply came.</summary>
    public void Whole(TimeSpan after, Usage? usage)
    {
        Used(null, usage);
        health.Pace.Whole(after, Math.Max(0, inputTokens - (usage?.CacheRead ?? 0)), usage, health.Book.Now);
        Answered();
    }

    /// <summary>It answered, in a way that says nothing about how fast it is.</summary>
    public void Answered()
    {
        health.Answered(_isProbe);
        _isProbe = false;
    }

    /// <summary>A stream went on to its end.</summary>
    /// <param name="after">The time since its first content.</param>
    /// <param name="usage">What it used.</param>
    public void Streamed(TimeSpan after, Usage? usage)
    {
        Used(after, usage);
        health.Pace.Streamed(after, usage, health.Book.Now);
    }

    /// <summary>It gave no answer.</summary>
    /// <returns>The failure, with the time until which the target is parked where the vendor named none.</returns>
    public AttemptFailure Failed(AttemptFailure failure, TimeSpan after)
    {
        if (failure.IsFinal)
        {
            return failure; // the request's own time was up: how short that was is the client's choice
        }

        if (isStream && failure.Fault == UpstreamFault.Timeout)
        {
            health.Pace.FirstToken(after, inputTokens, health.Book.Now);
        }

        long? parkedUntil = health.Failed(failure, target, _isProbe);
        _isProbe &= failure.Fault is UpstreamFault.RateLimited or UpstreamFault.Auth;
        return parkedUntil is { } until ? failure with { RetryAfter = TimeSpan.FromMilliseconds(until - health.Book.Now) } : failure;
    }

    /// <summary>It was given up because another call answered first: it would have taken at least this long.</summary>
    public void Outrun(TimeSpan after) => health.Pace.Outrun(after, inputTokens, health.Book.Now);

    /// <summary>A stream broke off after its first content.</summary>
    public void Broke(AttemptFailure failure)
    {
        if (!failure.IsFinal)
        {
            health.Failed(failure, target, isProbe: false, wasAnswered: true);
        }
    }

    /// <summary>The call is over, however it ended. Counts once.</summary>
    public void Leave()
    {
        if (!_hasLeft)
        {
            _hasLeft = true;
            health.Left(_isProbe);
            Visit?.Leave();
            Place?.Dispose();
        }
    }

    private void Used(TimeSpan? sinceFirstToken, Usage? usage)
    {
        health.Used(usage);
        Visit?.Answered(sinceFirstToken, usage);
        Place?.Used(usage);
    }
}
