using Headgate.Gateway.Config;
using Headgate.Gateway.Fleets;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Queueing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>
/// One request's way into the targets of its plan: past the queue of the provider, to the best of its servers, and past what is known of the target's
/// health.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="books">What lives on: how targets fare, the queues in front of them, and their servers.</param>
/// <param name="errand">What is asked for, and whose it is.</param>
/// <param name="draw">The request's chance.</param>
/// <param name="endsAt">The timestamp at which the request ends.</param>
/// <param name="time">The clock.</param>
/// <param name="departed">The client's leaving.</param>
internal sealed class Entrance(
    AttemptPlan plan, TargetBooks books, Errand errand, Draw draw, long endsAt, TimeProvider time, CancellationToken departed)
{
    private HashSet<string>? _full; // providers, by name: what is too long for one of a provider's targets is for all
    private Prompt? _prompt;

    /// <summary>The plan. The servers of a fleet are put in order when one of them is called.</summary>
    public AttemptPlan Plan { get; private set; } = plan;

    /// <summary>How the targets fare.</summary>
    public HealthBook Health => books.Health;

    /// <summary>The error for the client when queues were full, or too long for the time that is left; null when none was.</summary>
    public GatewayError? Full { get; private set; }

    /// <summary>Asks to call the target at an index of the plan, and waits where calls queue; null when it may not be called.</summary>
    /// <param name="index">The index: of a fleet, of the first of its servers that is left.</param>
    /// <param name="isRepeat">True when it is that server and no other.</param>
    public async ValueTask<TargetCall?> EnterAsync(int index, bool isRepeat = false)
    {
        Target target = Plan.Targets[index];
        Place? place = null;
        if (target.Provider.Queue is { } limits)
        {
            place = Health.Of(target).IsFree(Health.Now) || target.Provider.IsReplica ? await QueueAsync(index, limits) : null;
            if (place is null)
            {
                return null;
            }
        }

        TargetCall? call = target.Provider.IsReplica ? EnterFleet(index, isRepeat) : Enter(target);
        if (call is null)
        {
            place?.Dispose();
        }
        else
        {
            call.Place = place;
        }

        return call;
    }

    /// <summary>Asks to call the target at an index of the plan at once; null when it may not be, or would have to wait.</summary>
    public TargetCall? EnterAtOnce(int index)
    {
        Provider provider = Plan.Targets[index].Provider;
        Place? place = null;
        if (provider.Queue is { } limits
            && (place = books.Queues.Of(provider).TryEnter(errand.Key, errand.InputTokens, Widened(limits, index))) is null)
        {
            return null;
        }

        TargetCall? call = provider.IsReplica ? EnterFleet(index, isRepeat: false) : Enter(Plan.Targets[index]);
        if (call is null)
        {
            place?.Dispose();
        }
        else
        {
            call.Place = place;
        }

        return call;
    }

    /// <summary>A fleet takes as many as its servers that are left.</summary>
    private QueueLimits Widened(QueueLimits limits, int index) => Plan.Targets[index].Provider.IsReplica
        ? limits with { Places = limits.Places * FleetOrder.CountFree(Plan.Targets, index, Health) }
        : limits;

    private async ValueTask<Place?> QueueAsync(int index, QueueLimits limits)
    {
        Provider provider = Plan.Targets[index].Provider;
        if (_full?.Contains(provider.Name) == true)
        {
            return null;
        }

        TimeSpan left = time.GetElapsedTime(time.GetTimestamp(), endsAt);
        Place? place = await books.Queues.Of(provider).EnterAsync(errand.Key, errand.InputTokens, Widened(limits, index), left, departed);
        if (place is null)
        {
            (_full ??= new HashSet<string>(StringComparer.Ordinal)).Add(provider.Name);
            Full ??= new GatewayError(ErrorKind.QueueFull, $"Too many requests wait for the provider '{provider.Name}'. Try again later.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }

        return place;
    }

    /// <summary>The best server is found only now: while the request waited, others may have become better.</summary>
    private TargetCall? EnterFleet(int index, bool isRepeat)
    {
        Prompt prompt = _prompt ??= errand.Body is { } body ? PromptText.Of(body) : Prompt.Unknown;
        FleetView view = FleetView.Unknown;
        if (!isRepeat)
        {
            Plan = Plan with { Targets = FleetOrder.Arrange(Plan.Targets, index, (books.Fleets, Health), prompt, draw, out view) };
        }

        Target target = Plan.Targets[index];
        TargetCall? call = Enter(target);
        if (call is not null)
        {
            call.Visit = books.Fleets.Of(target.Provider).Enter(prompt, view, errand.IsStream);
        }

        return call;
    }

    private TargetCall? Enter(Target target) => Health.Of(target).TryEnter(target, errand.IsStream, errand.InputTokens);
}
