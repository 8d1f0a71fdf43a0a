using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>
/// Weighted rendezvous hashing: every target scores for a caller by a number of both and by its weight, and the best score wins. A target whose share
/// grows only wins callers and loses none: who had the canary at 5 % has it at 50 %.
/// </summary>
internal static class Rendezvous
{
    /// <summary>The caller's target; null when none has a weight.</summary>
    public static AliasTarget? Choose(ImmutableArray<AliasTarget> targets, ulong caller)
    {
        AliasTarget? best = null;
        double bestScore = double.NegativeInfinity;
        foreach (AliasTarget target in targets)
        {
            // ln(u)/w is the negative of an exponential variable of rate w: the greatest is this target's with probability w/Σw.
            double score = target.Weight == 0 ? double.NegativeInfinity : Math.Log(Unit(caller, target.Seed)) / target.Weight;
            if (score > bestScore)
            {
                (best, bestScore) = (target, score);
            }
        }

        return best;
    }

    /// <summary>The index of the caller's credential in a pool.</summary>
    public static int Choose(ImmutableArray<Target> pool, ulong caller)
    {
        int best = 0;
        double bestScore = -1;
        for (int i = 0; i < pool.Length; i++)
        {
            double score = Unit(caller, StickyIdentity.Hash(pool[i].Credential.Id) ?? 0);
            if (score > bestScore)
            {
                (best, bestScore) = (i, score);
            }
        }

        return best;
    }

    /// <summary>A number in (0, 1) that follows from both.</summary>
    private static double Unit(ulong caller, ulong seed) => ((Draw.Mix(Draw.Mix(caller) ^ seed) >> 11) + 0.5) * (1.0 / (1UL << 53));
}
