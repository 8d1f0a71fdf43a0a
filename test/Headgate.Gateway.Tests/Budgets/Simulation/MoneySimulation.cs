using Headgate.Gateway.Tests.Pipeline.Simulation;

namespace Headgate.Gateway.Tests.Budgets.Simulation;

/// <summary>
/// Worlds in which requests cost money, each from its seed: budgets of all levels, limits by the minute, spans that begin anew where clocks change and
/// months end, reloads, clients that leave, and processes that are killed and come back.
/// </summary>
public sealed class MoneySimulation
{
    [Fact]
    public void Whatever_happens_nothing_is_overspent_lost_charged_twice_or_held_for_ever()
    {
        IReadOnlyCollection<MoneyTally> worlds = SeededWorlds.RunAll(seed =>
        {
            using var world = new MoneyWorld(seed);
            IReadOnlyList<string> violations = world.Run();
            return (world.Tally, violations);
        });

        // A world in which nothing happens proves nothing.
        foreach (Func<MoneyTally, int> count in (Func<MoneyTally, int>[])[
            tally => tally.Answered, tally => tally.OverBudget, tally => tally.OverLimit, tally => tally.Recovered, tally => tally.Lost,
            tally => tally.Replayed, tally => tally.InUse, tally => tally.AnswerLost])
        {
            Assert.InRange(worlds.Average(count), 0.05, 100);
        }
    }
}
