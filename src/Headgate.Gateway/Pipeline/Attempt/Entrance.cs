using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Queueing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>One request's way into targets: past the queue of the provider, and past what is known of the target's health.</summary>
/// <param name="health">How the targets fare.</param>
/// <param name="queues">The queues in front of them.</param>
/// <param name="errand">What is asked for, and whose it is.</param>
/// <param name="endsAt">The timestamp at which the request ends.</param>
/// <param name="time">The clock.</param>
/// <param name="departed">The client's leaving.</param>
internal sealed class Entrance(HealthBook health, QueueBook queues, Errand errand, long endsAt, TimeProvider time, CancellationToken departed)
{
    private HashSet<string>? _full; // providers, by name: what is too long for one of a provider's targets is for all

    /// <summary>The error for the client when queues were full, or too long for the time that is left; null when none was.</summary>
    public GatewayError? Full { get; private set; }

    /// <summary>Asks to call a target, and waits where calls queue; null when it may not be called.</summary>
    public async ValueTask<TargetCall?> EnterAsync(Target target)
    {
        TargetHealth known = health.Of(target);
        if (target.Provider.Queue is not { } limits || !known.IsFree(health.Now))
        {
            return known.TryEnter(target, errand.IsStream, errand.InputTokens);
        }

        if (_full?.Contains(target.Provider.Name) == true)
        {
            return null;
        }

        TimeSpan left = time.GetElapsedTime(time.GetTimestamp(), endsAt);
        if (await queues.Of(target.Provider).EnterAsync(errand.Key, errand.InputTokens, limits, left, departed) is not { } place)
        {
            (_full ??= new HashSet<string>(StringComparer.Ordinal)).Add(target.Provider.Name);
            Full ??= new GatewayError(ErrorKind.QueueFull, $"Too many requests wait for the provider '{target.Provider.Name}'. Try again later.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
            return null;
        }

        TargetCall? call = known.TryEnter(target, errand.IsStream, errand.InputTokens);
        if (call is null)
        {
            place.Dispose();
        }
        else
        {
            call.Place = place;
        }

        return call;
    }
}
