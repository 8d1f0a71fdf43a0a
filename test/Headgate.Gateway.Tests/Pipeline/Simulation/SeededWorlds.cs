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
        int threads = Environment.ProcessorCount;

        // On threads of their own: those of the pool are for the tests beside this one.
        Task.WaitAll([.. Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (int seed = from + thread; seed < to && violations.IsEmpty; seed += threads)
                {
                    (T tally, IReadOnlyList<string> violated) = run(seed);
                    tallies.Add(tally);
                    violated.ToList().ForEach(violation => violations.Add($"seed {seed}: {violation}"));
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))]);
        Assert.True(violations.IsEmpty, string.Join('\n', violations.Take(20)));
        return tallies;
    }
}
