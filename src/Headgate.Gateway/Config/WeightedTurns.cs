using System.Collections.Immutable;

namespace Headgate.Gateway.Config;

/// <summary>
/// Whose turn it is among weighted targets: a fixed round in which each appears as often as its weight and as evenly spread as can be
/// (smooth weighted round robin), so that any stretch of requests is split by weight to within one.
/// </summary>
public sealed class WeightedTurns
{
    /// <summary>Beyond this, weights are scaled down: a round is a table in memory.</summary>
    private const int LongestRound = 10_000;

    private readonly ImmutableArray<int> _round;
    private readonly ImmutableArray<int> _before; // how often the target of each turn had one before, in the round
    private readonly ImmutableArray<int> _perRound;

    /// <summary>Makes the round for weights of which at least one is above zero.</summary>
    public WeightedTurns(IReadOnlyList<int> weights)
    {
        long[] scaled = Scale(weights);
        long total = scaled.Sum();
        long[] credit = new long[scaled.Length];
        int[] taken = new int[scaled.Length];
        var round = ImmutableArray.CreateBuilder<int>((int)total);
        var before = ImmutableArray.CreateBuilder<int>((int)total);
        for (long turn = 0; turn < total; turn++)
        {
            int chosen = 0;
            for (int i = 0; i < scaled.Length; i++)
            {
                credit[i] += scaled[i];
                chosen = credit[i] > credit[chosen] ? i : chosen;
            }

            credit[chosen] -= total;
            round.Add(chosen);
            before.Add(taken[chosen]++);
        }

        (_round, _before, _perRound) = (round.MoveToImmutable(), before.MoveToImmutable(), [.. taken]);
    }

    /// <summary>Turns in a round.</summary>
    public int Length => _round.Length;

    /// <summary>The index of the target whose turn it is.</summary>
    public int At(long sequence) => _round[(int)(sequence % _round.Length)];

    /// <summary>The index of the target whose turn it is, and how many turns it had before.</summary>
    public (int Index, long Before) TurnAt(long sequence)
    {
        (long rounds, long place) = Math.DivRem(sequence, _round.Length);
        int index = _round[(int)place];
        return (index, (rounds * _perRound[index]) + _before[(int)place]);
    }

    private static long[] Scale(IReadOnlyList<int> weights)
    {
        long divisor = weights.Select(weight => (long)weight).Aggregate(GreatestCommonDivisor);
        long[] reduced = [.. weights.Select(weight => weight / Math.Max(1, divisor))];
        long total = reduced.Sum();
        return total <= LongestRound
            ? reduced
            : [.. reduced.Select(weight => weight == 0 ? 0 : Math.Max(1, weight * LongestRound / total))];
    }

    private static long GreatestCommonDivisor(long left, long right) => right == 0 ? left : GreatestCommonDivisor(right, left % right);
}
