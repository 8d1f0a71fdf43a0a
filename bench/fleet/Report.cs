using System.Collections.Immutable;
using System.Globalization;

namespace Headgate.FleetWorld;

/// <summary>Results as tables in Markdown.</summary>
internal static class Report
{
    private static readonly double[] Shares = [0, 0.3, 0.6, 0.9];
    private static readonly double[] Loads = [0.5, 0.8, 0.95];

    private static readonly (string Title, WorldSpec World)[] Worlds =
    [
        ("Conversations, eight replicas alike", new()),
        ("Conversations, every second replica half as fast", new() { Slowness = 2 }),
        ("Conversations, four gateways", new() { Gateways = 4 }),
        ("Conversations, four gateways, every second replica half as fast", new() { Gateways = 4, Slowness = 2 }),
        ("Common beginnings, eight replicas alike", new() { Arrivals = CommonBeginnings.Of }),
    ];

    /// <summary>All worlds, each by all strategies.</summary>
    /// <param name="runs">Runs of each, with other seeds; the table has their mean.</param>
    public static IEnumerable<string> Grid(int runs)
    {
        foreach ((string title, WorldSpec world) in Worlds)
        {
            yield return $"\n### {title}\n";
            foreach (string line in Head("prefix | load"))
            {
                yield return line;
            }

            foreach ((double share, double load) in Shares.SelectMany(share => Loads.Select(load => (share, load))))
            {
                yield return Row(
                    string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} % | {load * 100:0} %"),
                    kind => WorldResult.Of([.. Seeds(world with { PrefixShare = share, Load = load }, runs).Select(each => World.Run(each, kind))]));
            }
        }
    }

    /// <summary>The aim, at 60 % and 80 %: each world by turns, by prediction and by perfect knowledge, and how many times as soon as by turns.</summary>
    /// <param name="seeds">A run for each.</param>
    public static IEnumerable<string> Aim(ImmutableArray<ulong> seeds)
    {
        BalancerKind[] kinds = [BalancerKind.RoundRobin, BalancerKind.LeastBusy, BalancerKind.Predicted, BalancerKind.Oracle];
        yield return $"| world | {string.Join(" | ", kinds.Select(kind => kind.Name))} | predicted, times as soon (least of the runs) | oracle |";
        yield return $"|---|{Rule(kinds)}---:|---:|";
        foreach ((string title, WorldSpec world) in Worlds)
        {
            WorldResult[][] runs = [.. kinds.AsParallel().AsOrdered().Select(kind =>
                seeds.Select(seed => World.Run(world with { PrefixShare = 0.6, Load = 0.8, Seed = seed }, kind)).ToArray())];
            string cells = string.Join(" | ", runs.Select(each => Cell(WorldResult.Of(each))));
            double worst = runs[0].Zip(runs[2], (turns, predicted) => turns.Mean / predicted.Mean).Min();
            yield return string.Create(
                CultureInfo.InvariantCulture, $"| {title} | {cells} | {Times(runs[0], runs[2]):0.00} ({worst:0.00}) | {Times(runs[0], runs[3]):0.00} |");
        }
    }

    private static double Times(WorldResult[] turns, WorldResult[] others) => turns.Average(run => run.Mean) / others.Average(run => run.Mean);

    /// <summary>Requests of a trace, by all strategies.</summary>
    public static IEnumerable<string> Trace(IReadOnlyCollection<Arrival> arrivals, WorldSpec world) =>
        Head("requests").Append(Row(
            string.Create(CultureInfo.InvariantCulture, $"{arrivals.Count}"),
            kind => World.Run(arrivals, arrivals.Count / 5, TraceFile.BlockTokens, world, kind)));

    private static IEnumerable<WorldSpec> Seeds(WorldSpec world, int runs) =>
        Enumerable.Range(1, runs).Select(seed => world with { Seed = (ulong)seed });

    private static IEnumerable<string> Head(string first) =>
        [$"| {first} | {string.Join(" | ", BalancerKind.All.Select(kind => kind.Name))} |", $"|{Rule(first)}{Rule(BalancerKind.All)}"];

    private static string Rule(string columns) => string.Concat(columns.Split('|').Select(_ => "---|"));

    private static string Rule(IEnumerable<BalancerKind> columns) => string.Concat(columns.Select(_ => "---:|"));

    private static string Row(string first, Func<BalancerKind, WorldResult> run) =>
        $"| {first} | {string.Join(" | ", BalancerKind.All.AsParallel().AsOrdered().Select(run).Select(Cell))} |";

    private static string Cell(WorldResult result) => string.Create(
        CultureInfo.InvariantCulture, $"{result.Mean * 1000:0} / {result.P99 * 1000:0} ({result.CachedShare * 100:0} %)");
}
