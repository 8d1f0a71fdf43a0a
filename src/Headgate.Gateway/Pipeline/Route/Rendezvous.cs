using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>
/// Weighted rendezvous hashing: every target scores for a caller by a number of both and by its weight, and the best score wins. A target whose share
/// grows only wins callers and loses none: who had the canary at 5 % has it at 50 %.
/// </summary>
internal static class Rendezvous
{
    /// <summary>Where the caller's candidate is among those that may be dealt; -1 when none of them has a weight.</summary>
    public static int Choose(ReadOnlySpan<Candidate> candidates, ulong caller)
    {
        int best = -1;
        double bestScore = double.NegativeInfinity;
        for (int i = 0; i < candidates.Length; i++)
        {
            AliasTarget entry = candidates[i].Entry;

            // ln(u)/w is the negative of an exponential variable of rate w: the greatest is this target's with probability w/Σw.
            double score = candidates[i].MayBeDealt && entry.Weight > 0 ? Math.Log(Unit(caller, entry.Seed)) / entry.Weight : double.NegativeInfinity;
            if (score > bestScore)
            {
                (best, bestScore) = (i, score);
            }
        }

        return best;
    }

    /// <summary>How a credential scores for a caller; the greatest is the caller's.</summary>
    public static double Score(Credential credential, ulong caller) => Unit(caller, credential.Seed);

    /// <summary>A number in (0, 1) that follows from both.</summary>
    private static double Unit(ulong caller, ulong seed) => ((Draw.Mix(Draw.Mix(caller) ^ seed) >> 11) + 0.5) * (1.0 / (1UL << 53));
}
