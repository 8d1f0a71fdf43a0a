using System.Collections.Concurrent;
using System.Globalization;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>
/// Worlds of random faults, each from its seed. What holds in each: no request makes more calls than <c>max_attempts</c>; what a vendor closed is
/// not called before its time; what was sick is taken back once it is well; each request leaves one record; no text is told twice; repeats keep
/// to their budget. <c>HEADGATE_SIMULATION=FROM-TO</c> runs other seeds than the first 10,000.
/// </summary>
public sealed class RoutingSimulation
{
    private static (int From, int To) Seeds =>
        Environment.GetEnvironmentVariable("HEADGATE_SIMULATION")?.Split('-') is [var from, var to]
            ? (int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture))
            : (0, 10_000);

    [Fact]
    public async Task Whatever_the_vendors_do_the_gateway_keeps_its_promises()
    {
        (int from, int to) = Seeds;
        var worlds = new ConcurrentBag<(int Calls, int Openings)>();
        var violations = new ConcurrentBag<string>();
        int threads = Environment.ProcessorCount;

        // On threads of their own: the pool's have to be free for what a cancelled pause goes on with.
        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (int seed = from + thread; seed < to && violations.IsEmpty; seed += threads)
                {
                    using var world = new SimulatedWorld(seed);
                    foreach (string violation in world.Run())
                    {
                        violations.Add($"seed {seed}: {violation}");
                    }

                    worlds.Add((world.Calls, world.Openings));
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.True(violations.IsEmpty, string.Join('\n', violations.Take(20)));
        Assert.InRange(worlds.Average(world => world.Calls), 30, 200);
        Assert.InRange(worlds.Average(world => world.Openings), 0.2, 10);
    }

    [Fact]
    public void A_seed_tells_the_same_story_each_time()
    {
        SynchronizationContext.SetSynchronizationContext(null);
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
