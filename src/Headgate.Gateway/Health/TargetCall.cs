using Headgate.Gateway.Config;
using Headgate.Gateway.Fleets;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Queueing;
using Headgate.Llm.Chat;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Health;

/// <summary>One call under way, as the target's health sees it: what it meets is told here. Of one call, hence of one thread at a time.</summary>
internal sealed class TargetCall(TargetHealth health, Target target, bool isStream, long inputTokens, long probe)
{
    private bool _hasTold; // how a probe went
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
        health.Pace.FirstToken(after, Uncached(usage), health.Book.Now);
        Answered();
    }

    /// <summary>The whole reply came.</summary>
    public void Whole(TimeSpan after, Usage? usage)
    {
        Used(null, usage);
        health.Pace.Whole(after, Uncached(usage), usage, health.Book.Now);
        Answered();
    }

    /// <summary>It answered, in a way that says nothing about how fast it is.</summary>
    public void Answered()
    {
        health.Answered(UntoldProbe);
        _hasTold = true;
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
            GivenUp(after);
            return failure; // the request's own time was up: how short that was is the client's choice
        }

        if (isStream && failure.Fault == UpstreamFault.Timeout)
        {
            health.Pace.FirstToken(after, inputTokens, health.Book.Now);
        }

        long? parkedUntil = health.Failed(failure, target, UntoldProbe);
        _hasTold |= failure.Fault is not (UpstreamFault.RateLimited or UpstreamFault.Auth);
        return parkedUntil is { } until ? failure with { RetryAfter = TimeSpan.FromMilliseconds(until - health.Book.Now) } : failure;
    }

    /// <summary>
    /// A stream was given up before its first content, since another's came first, the request's time was up or its client left: it would have taken at
    /// least this long.
    /// </summary>
    public void GivenUp(TimeSpan after)
    {
        if (isStream)
        {
            health.Pace.Outrun(after, inputTokens, health.Book.Now);
        }
    }

    /// <summary>A stream broke off after its first content.</summary>
    public void Broke(AttemptFailure failure)
    {
        if (!failure.IsFinal)
        {
            health.Failed(failure, target, probe, wasAnswered: true);
        }
    }

    /// <summary>The call is over, however it ended. Counts once.</summary>
    public void Leave()
    {
        if (!_hasLeft)
        {
            _hasLeft = true;
            health.Left(UntoldProbe);
            Visit?.Leave();
            Place?.Dispose();
        }
    }

    private long UntoldProbe => _hasTold ? 0 : probe;

    // Most vendors tell at the end of a stream what their cache had: until then it is what it had of late.
    private long Uncached(Usage? usage) => (long)Math.Max(0, inputTokens - (usage?.CacheRead ?? (usage is null ? inputTokens * health.CachedShare : 0)));

    private void Used(TimeSpan? sinceFirstToken, Usage? usage)
    {
        health.Used(usage);
        Visit?.Answered(sinceFirstToken, usage);
        Place?.Used(usage);
    }
}
