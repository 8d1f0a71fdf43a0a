using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Fleets;

/// <summary>Puts the servers of a fleet in order that stand one behind the other in a plan, best first.</summary>
internal static class FleetOrder
{
    /// <summary>The targets, with those of the fleet at an index in order.</summary>
    /// <param name="targets">The targets of a plan.</param>
    /// <param name="index">The first target of the fleet that is left.</param>
    /// <param name="books">What is known of them.</param>
    /// <param name="prompt">What is sent.</param>
    /// <param name="draw">The request's chance.</param>
    /// <param name="view">What is true of the fleet on the whole.</param>
    public static ImmutableArray<Target> Arrange(
        ImmutableArray<Target> targets, int index, (FleetBook Fleets, HealthBook Health) books, Prompt prompt, Draw draw, out FleetView view)
    {
        ReadOnlySpan<Target> fleet = targets.AsSpan().Slice(index, Length(targets, index));
        long now = books.Health.Now;
        var arranged = new Target[fleet.Length]; // those that can be called first
        var replicas = new Replica[fleet.Length];
        int free = 0;
        int others = fleet.Length;
        foreach (Target target in fleet)
        {
            bool isFree = books.Health.Of(target).IsFree(now) && books.Fleets.Of(target.Provider).InFlight < (target.Provider.Queue?.Places ?? int.MaxValue);
            int at = isFree ? free++ : --others;
            arranged[at] = target;
            replicas[at] = books.Fleets.Of(target.Provider);
        }

        double[] scores = new double[free];
        view = FleetChoice.Score(replicas.AsSpan(0, free), prompt, draw, scores);
        Array.Sort(scores, arranged, 0, free);
        return [.. targets.AsSpan()[..index], .. arranged, .. targets.AsSpan()[(index + fleet.Length)..]];
    }

    /// <summary>How many servers of the fleet at an index can be called, at least 1.</summary>
    public static int CountFree(ImmutableArray<Target> targets, int index, HealthBook health)
    {
        long now = health.Now;
        return Math.Max(1, targets.AsSpan().Slice(index, Length(targets, index)).ToArray()
            .Where(target => health.Of(target).IsFree(now)).DistinctBy(target => target.Provider.Endpoint).Count());
    }

    private static int Length(ImmutableArray<Target> targets, int index)
    {
        int length = 1;
        while (index + length < targets.Length && targets[index + length].Provider is { IsReplica: true } next && next.Name == targets[index].Provider.Name)
        {
            length++;
        }

        return length;
    }
}
