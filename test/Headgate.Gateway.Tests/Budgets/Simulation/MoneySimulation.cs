using System.Collections.Concurrent;
using System.Globalization;

namespace Headgate.Gateway.Tests.Budgets.Simulation;

/// <summary>
/// Worlds in which requests cost money, each from its seed: budgets of all levels, limits by the minute, spans that begin anew where clocks change and
/// months end, reloads, clients that leave, and processes that are killed and come back. <c>HEADGATE_SIMULATION=FROM-TO</c> runs other seeds than the
/// first 10,000.
/// </summary>
public sealed class MoneySimulation
{
    private static (int From, int To) Seeds =>
        Environment.GetEnvironmentVariable("HEADGATE_SIMULATION")?.Split('-') is [var from, var to]
            ? (int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture))
            : (0, 10_000);

    [Fact]
    public async Task Whatever_happens_nothing_is_overspent_lost_charged_twice_or_held_for_ever()
    {
        (int from, int to) = Seeds;
        var worlds = new ConcurrentBag<MoneyTally>();
        var violations = new ConcurrentBag<string>();
        int threads = Environment.ProcessorCount;

        // On threads of their own: the pool's have to be free for what a cancelled pause goes on with.
        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (int seed = from + thread; seed < to && violations.IsEmpty; seed += threads)
                {
                    using var world = new MoneyWorld(seed);
                    foreach (string violation in world.Run())
                    {
                        violations.Add($"seed {seed}: {violation}");
                    }

                    worlds.Add(world.Tally);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.True(violations.IsEmpty, string.Join('\n', violations.Take(20)));

        // A world in which nothing happens proves nothing.
        foreach (Func<MoneyTally, int> count in (Func<MoneyTally, int>[])[
            tally => tally.Answered, tally => tally.OverBudget, tally => tally.OverLimit, tally => tally.Recovered, tally => tally.Lost])
        {
            Assert.InRange(worlds.Average(count), 0.05, 100);
        }
    }
}
