using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route.Strategies;

/// <summary>
/// The faster of two drawn: where every request went to the fastest, all would run there before its slowing down could be seen. What was not
/// measured lately is called to be measured, in one of eight requests at most; one in a hundred goes anywhere.
/// </summary>
internal sealed class LatencyStrategy : IRoutingStrategy
{
    private const double Exploration = 0.01;

    /// <summary>One in so many requests may measure again what was not measured lately.</summary>
    private const ulong Remeasuring = 8;

    /// <summary>Times this close are equal: then the number of calls under way decides.</summary>
    private const double Tolerance = 0.1;

    /// <inheritdoc />
    public string Name => "latency";

    /// <inheritdoc />
    public void Order(Span<Candidate> candidates, in Prospect prospect, ModelAlias alias, Draw draw)
    {
        Span<Candidate> free = prospect.KeepFree(candidates);
        if (free.Length < 2)
        {
            return;
        }

        int chosen = Choose(free, prospect, draw);
        Candidate first = free[chosen];
        foreach (ref Candidate candidate in free)
        {
            candidate.Score = candidate.Index == first.Index ? double.NegativeInfinity : Expected(candidate, prospect);
        }

        free.SortByScore();
    }

    private static int Choose(Span<Candidate> free, in Prospect prospect, Draw draw)
    {
        if (prospect.FindProbe(free) is var probe and >= 0)
        {
            return probe;
        }

        Draw other = draw.Next();
        int one = (int)(other.Unit * free.Length);
        if (FindUnmeasured(free, prospect, one, Remeasures(draw.Sequence)) is var unmeasured and >= 0)
        {
            return unmeasured;
        }

        int two = (one + 1 + (int)(other.Next().Unit * (free.Length - 1))) % free.Length;
        return draw.Unit < Exploration || !IsBetter(free[two], free[one], prospect) ? one : two;
    }

    // One of each eight, and not always the same of them: a provider's keys take turns by the sequence too, and each of them has to have its turn here.
    private static bool Remeasures(long sequence) =>
        (ulong)sequence % Remeasuring == Draw.Mix((ulong)sequence / Remeasuring) % Remeasuring;

    /// <summary>One that was never measured, or not for long where that is asked for; the search begins at a place drawn. -1 when there is none.</summary>
    private static int FindUnmeasured(Span<Candidate> free, in Prospect prospect, int start, bool remeasures)
    {
        for (int i = 0; i < free.Length; i++)
        {
            int at = (start + i) % free.Length;
            Pace pace = prospect.HealthOf(free[at]).Pace;
            if (pace.IsStale(prospect.IsStream, prospect.Health.Now)
                && (remeasures || pace.Expected(prospect.IsStream, prospect.InputTokens) is null))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsBetter(in Candidate candidate, in Candidate than, in Prospect prospect)
    {
        double one = Expected(candidate, prospect);
        double other = Expected(than, prospect);
        bool areEqual = one.Equals(other) || Math.Abs(one - other) <= Tolerance * Math.Max(one, other);
        return areEqual ? prospect.HealthOf(candidate).InFlight < prospect.HealthOf(than).InFlight : one < other;
    }

    /// <summary>What is being measured for the first time is waited for elsewhere.</summary>
    private static double Expected(in Candidate candidate, in Prospect prospect) =>
        prospect.HealthOf(candidate).Pace.Expected(prospect.IsStream, prospect.InputTokens) ?? double.PositiveInfinity;
}
