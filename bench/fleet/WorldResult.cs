namespace Headgate.FleetWorld;

/// <summary>What became of the requests of a world.</summary>
/// <param name="Mean">Seconds to the first token, in the mean.</param>
/// <param name="P99">Seconds to the first token that one in a hundred passes.</param>
/// <param name="CachedShare">The share of the prompts' tokens that a cache had.</param>
internal readonly record struct WorldResult(double Mean, double P99, double CachedShare)
{
    /// <summary>From all times to first tokens.</summary>
    public static WorldResult Of(List<double> seconds, (long All, long Cached) tokens)
    {
        seconds.Sort();
        return new WorldResult(seconds.Average(), seconds[(int)((seconds.Count - 1) * 0.99)], (double)tokens.Cached / Math.Max(1, tokens.All));
    }

    /// <summary>The mean of several runs.</summary>
    public static WorldResult Of(IReadOnlyCollection<WorldResult> runs) =>
        new(runs.Average(run => run.Mean), runs.Average(run => run.P99), runs.Average(run => run.CachedShare));
}
