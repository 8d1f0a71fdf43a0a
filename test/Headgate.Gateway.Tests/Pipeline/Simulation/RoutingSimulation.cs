namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>
/// Worlds of random faults, each from its seed. What holds in each: no request makes more calls than <c>max_attempts</c>; what a vendor closed is
/// not called before its time, and none gets more calls at once than it takes; what was sick is taken back once it is well; each request leaves one
/// record; no text is told twice or left out, also where one target goes on with the answer of another; repeats keep to their budget.
/// </summary>
public sealed class RoutingSimulation
{
    [Fact]
    public void Whatever_the_vendors_do_the_gateway_keeps_its_promises()
    {
        IReadOnlyCollection<(int Calls, int Openings, int Queued, int Hedges, int Continuations)> worlds = SeededWorlds.RunAll(seed =>
        {
            using var world = new SimulatedWorld(seed);
            IReadOnlyList<string> violations = world.Run();
            return ((world.Calls, world.Openings, world.Queued, world.Hedges, world.Continuations), violations);
        });

        Assert.InRange(worlds.Average(world => world.Calls), 30, 200);
        Assert.InRange(worlds.Average(world => world.Openings), 0.2, 10);
        Assert.InRange(worlds.Average(world => world.Queued), 0.2, 10);
        Assert.InRange(worlds.Average(world => world.Hedges), 0.2, 20);
        Assert.InRange(worlds.Average(world => world.Continuations), 0.2, 20);
    }

    [Fact]
    public void A_seed_tells_the_same_story_each_time()
    {
        string[] stories = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using var world = new SimulatedWorld(4711);
            world.Run();
            return world.Story;
        })];

        Assert.NotEmpty(stories[0]);
        Assert.Equal(stories[0], stories[1]);
    }
}
