using System.Collections.Concurrent;
using System.Globalization;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>Runs worlds side by side, one for each seed. <c>HEADGATE_SIMULATION=FROM-TO</c> runs other seeds than the first 10,000.</summary>
internal static class SeededWorlds
{
    private static (int From, int To) Seeds =>
        Environment.GetEnvironmentVariable("HEADGATE_SIMULATION")?.Split('-') is [var from, var to]
            ? (int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture))
            : (0, 10_000);

    /// <summary>Runs them, and fails with what some of them did that must not be.</summary>
    /// <param name="run">Runs a world: what it has done, and what it must not have.</param>
    /// <returns>What each has done.</returns>
    public static IReadOnlyCollection<T> RunAll<T>(Func<int, (T Tally, IReadOnlyList<string> Violations)> run)
    {
        var tallies = new ConcurrentBag<T>();
        var violations = new ConcurrentBag<string>();
        (int from, int to) = Seeds;
        Parallel.For(from, to, (seed, all) =>
        {
            (T tally, IReadOnlyList<string> violated) = run(seed);
            tallies.Add(tally);
            foreach (string violation in violated)
            {
                violations.Add($"seed {seed}: {violation}");
                all.Stop();
            }
        });
        Assert.True(violations.IsEmpty, string.Join('\n', violations.Take(20)));
        return tallies;
    }
}
