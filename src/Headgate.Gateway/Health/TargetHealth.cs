using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Chat;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Health;

/// <summary>What is known of one model at one endpoint with one credential. Thread-safe, without locks.</summary>
internal sealed class TargetHealth(HealthBook book, CredentialHealth credential, string provider, string model, Bulletin bulletin)
{
    /// <summary>How long a model is left alone that a good key is refused for. It does not grow: the steps of a quota are of another kind.</summary>
    private static readonly TimeSpan RefusedFor = TimeSpan.FromSeconds(30);

    private readonly CircuitBreaker _breaker = new();
    private readonly Parking _parking = new();
    private int _inFlight;
    private long _lastUsedAt;
    private double _cachedShare;

    /// <summary>Whose it is.</summary>
    public HealthBook Book => book;

    /// <summary>The target's name, as the operator is told.</summary>
    public string Name { get; } = $"{provider}/{model}";

    /// <summary>Calls under way, to the end of their streams.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>How fast it is.</summary>
    public Pace Pace { get; } = new();

    /// <summary>The share of the input that its prompt cache had of late, 0 to 1.</summary>
    public double CachedShare => Volatile.Read(ref _cachedShare);

    /// <summary>True while its breaker lets calls pass freely.</summary>
    public bool IsWell => _breaker.IsClosed;

    /// <summary>True when it is neither in use nor was lately, and has not to be left alone for longer.</summary>
    public bool IsIdle(long now, long since) => InFlight == 0 && now - Volatile.Read(ref _lastUsedAt) >= since && !_parking.IsParked(now);

    /// <summary>Why it is not to be called now, and until when; null when it may be.</summary>
    public Obstacle? At(long now) =>
        (credential.Parking.At(now) ?? _parking.At(now)) is var (until, reason) ? new Obstacle(until, reason)
        : _breaker.BlockedUntil(now) is { } closedUntil ? new Obstacle(closedUntil, null)
        : null;

    /// <summary>True when it may be called now.</summary>
    public bool IsFree(long now) => !credential.Parking.IsParked(now) && !_parking.IsParked(now) && _breaker.BlockedUntil(now) is null;

    /// <summary>For how long it is still parked; zero when it is not.</summary>
    public TimeSpan ParkedFor =>
        book.Now is var now && (credential.Parking.At(now) ?? _parking.At(now)) is { } parked ? TimeSpan.FromMilliseconds(parked.Until - now) : TimeSpan.Zero;

    /// <summary>False when it will still be parked or sick after a pause, as far as is known now.</summary>
    public bool WillBeFree(TimeSpan pause) => IsFree(book.Now + (long)Math.Ceiling(pause.TotalMilliseconds));

    /// <summary>Asks to call it; null when it may not be called. What is given ends with <see cref="TargetCall.Leave"/>.</summary>
    /// <param name="target">The target that this is the health of.</param>
    /// <param name="isStream">True when a stream is asked for.</param>
    /// <param name="inputTokens">About how many tokens are sent.</param>
    public TargetCall? TryEnter(Target target, bool isStream, long inputTokens)
    {
        long now = book.Now;
        if (credential.Parking.IsParked(now) || _parking.IsParked(now) || !_breaker.TryEnter(now, out long probe))
        {
            return null;
        }

        Interlocked.Increment(ref _inFlight);
        Volatile.Write(ref _lastUsedAt, now);
        Pace.Trying(isStream, now);
        return new TargetCall(this, target, isStream, inputTokens, probe);
    }

    internal void Left(long probe)
    {
        Interlocked.Decrement(ref _inFlight);
        _breaker.Released(book.Now, probe);
    }

    /// <summary>Takes note of what the prompt cache had. Of two notes at once one may be lost: it is a mean.</summary>
    internal void Used(Usage? usage)
    {
        if (usage is { Input: > 0 and var input, CacheRead: var read })
        {
            const double Newest = 0.1;
            Volatile.Write(ref _cachedShare, (CachedShare * (1 - Newest)) + ((double)(read ?? 0) / input * Newest));
        }
    }

    internal void Answered(long probe)
    {
        long now = book.Now;
        bool closed = _breaker.Succeeded(now, probe);
        _parking.Succeeded(now);
        credential.Served(now);
        if (closed)
        {
            bulletin.Closed(provider, credential.Id, model);
        }
    }

    /// <summary>Takes note of a failure.</summary>
    /// <param name="failure">What it was.</param>
    /// <param name="target">What was called.</param>
    /// <param name="probe">As its breaker gave it when it began; 0 for a call that is none.</param>
    /// <param name="wasAnswered">True for a stream that broke off after its first content.</param>
    /// <returns>Until when it is parked, where the failure says so.</returns>
    internal long? Failed(AttemptFailure failure, Target target, long probe, bool wasAnswered = false)
    {
        long now = book.Now;
        switch (failure.Fault)
        {
            case UpstreamFault.RateLimited when failure.MayRepeat:
                return _parking.Park(ParkReason.Quota, failure.RetryAfter, now).Until;
            case UpstreamFault.RateLimited or UpstreamFault.Auth when failure.Status != 403 && CredentialHealth.IsMeant(target) && !credential.IsProven(now):
                credential.Refused(provider, failure, now);
                return null;
            case UpstreamFault.RateLimited or UpstreamFault.Auth: // of this model alone: another of the same credential may be open to us
                credential.Refused(provider, model, failure, _parking.Park(ParkReason.Refused, RefusedFor, now), now);
                return null;
            case UpstreamFault.BadRequest or UpstreamFault.ContextTooLong or UpstreamFault.ContentFiltered:
                Answered(probe);
                return null;
            default:
                if (target.Provider.HasBreaker)
                {
                    Sick(probe, now, wasAnswered);
                }

                return failure is { Fault: UpstreamFault.Overloaded, RetryAfter: { Ticks: > 0 } wanted }
                    ? _parking.Park(ParkReason.Overload, wanted, now).Until
                    : null;
        }
    }

    internal void Sick(long probe, long now, bool wasAnswered = false)
    {
        if (_breaker.Failed(now, probe, wasAnswered))
        {
            bulletin.Opened(provider, credential.Id, model, TimeSpan.FromMilliseconds((_breaker.BlockedUntil(now) ?? now) - now));
        }
    }
}
