using Headgate.Gateway.Fleets;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.FleetWorld;

/// <summary>
/// Requests that come by chance, with a beginning that others have too, as agents have the same instructions and tools; some beginnings are far
/// more frequent than others (by Zipf's law).
/// </summary>
internal static class CommonBeginnings
{
    private const double Deviation = 0.5;
    private const double Steepness = 0.9;

    public static IEnumerable<Arrival> Of(WorldSpec world)
    {
        var chance = new Chance(Draw.Mix(world.Seed));
        ulong[][] beginnings = [.. Enumerable.Range(1, world.Different).Select(number => Beginning(world, chance, number))];
        double[] popularity = Popularity(world.Different);
        double at = 0;
        for (int number = 0; number < world.Requests; number++)
        {
            at += chance.Pause(world.Rate);
            int drawn = Array.BinarySearch(popularity, chance.Unit());
            ulong[] beginning = beginnings[drawn < 0 ? ~drawn : drawn];
            double own = (1 - world.PrefixShare) * WorldSpec.InputTokens * chance.LogNormal(WorldSpec.Deviation);
            long tokens = (long)Math.Clamp((beginning.Length * WorldSpec.BlockTokens) + own, 16, WorldSpec.MostInputTokens);
            var blocks = beginning.Concat(Arrival.Blocks(-1 - number)).Take((int)(tokens / WorldSpec.BlockTokens));
            yield return new Arrival(at, new Prompt([.. blocks], tokens, WorldSpec.BlockTokens), Arrival.Output(chance));
        }
    }

    private static ulong[] Beginning(WorldSpec world, Chance chance, int number)
    {
        double tokens = world.PrefixShare * WorldSpec.InputTokens * chance.LogNormal(Deviation);
        return [.. Arrival.Blocks(number).Take((int)Math.Round(tokens / WorldSpec.BlockTokens))];
    }

    /// <summary>The share of the requests that have one of the first beginnings, for each.</summary>
    private static double[] Popularity(int count)
    {
        double[] shares = [.. Enumerable.Range(1, count).Select(rank => Math.Pow(rank, -Steepness))];
        double all = shares.Sum();
        double sum = 0;
        return [.. shares.Select(share => sum += share / all).SkipLast(1), 1];
    }
}
