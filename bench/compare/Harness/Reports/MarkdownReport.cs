using System.Globalization;
using System.Text;
using Headgate.Compare.Harness.Measures;

namespace Headgate.Compare.Harness.Reports;

/// <summary>The results as one table: a line per metric, a column per proxy, and the ratios of Headgate to each of the others.</summary>
internal static class MarkdownReport
{
    private const string Ours = "headgate";

    public static string Write(Result result, Machine machine, DateTimeOffset time)
    {
        StringBuilder text = new(
            $"""
            # Comparison of {time:yyyy-MM-dd}, commit {machine.Commit}

            {machine.Cpu}, {machine.Cores} cores, {machine.Memory}; Linux {machine.Kernel}; {machine.Dotnet}.
            The disk syncs 4 KiB in {machine.SyncMicroseconds:0} µs. {Versions(result)}.
            {result.Rounds.Count} rounds, {result.Pace.Name}; medians, least to most in brackets.

            """);
        Warn(text, "FAILED", result.Faults);
        Warn(text, "noisy", result.Noise);
        text.AppendLine();
        Table(text, result);
        return text.ToString();
    }

    private static string Versions(Result result) => string.Join(", ", result.Versions.Select(pair => $"{pair.Key} {pair.Value}"));

    private static void Warn(StringBuilder text, string word, IReadOnlyList<string> reasons)
    {
        if (reasons.Count == 0)
            return;
        text.AppendLine();
        foreach (string reason in reasons.Distinct())
            text.AppendLine(CultureInfo.InvariantCulture, $"- **{word}**: {reason}");
    }

    private static void Table(StringBuilder text, Result result)
    {
        string[] proxies = [.. result.Versions.Keys];
        string[] others = proxies.Contains(Ours) ? [.. proxies.Where(name => name != Ours)] : [];

        Row(text, ["", "upstream alone", .. proxies, .. others.Select(name => $"{Ours} ÷ {name}")]);
        Row(text, Enumerable.Repeat("---", 2 + proxies.Length + others.Length));
        foreach (Metric metric in Metric.All)
        {
            Row(text,
            [
                metric.Label,
                Cell(result[Result.Direct, metric], metric),
                .. proxies.Select(name => Cell(result[name, metric], metric)),
                .. others.Select(name => Ratio(result, name, metric)),
            ]);
        }
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.AppendLine($"| {string.Join(" | ", cells)} |");

    private static string Cell(Spread? spread, Metric metric)
    {
        return spread switch
        {
            null => "–",
            { Width: 0 } only => Write(only.Median),
            { } values => $"{Write(values.Median)} ({Write(values.Min)} … {Write(values.Max)})",
        };

        string Write(double value) => value.ToString(metric.Format, CultureInfo.InvariantCulture);
    }

    private static string Ratio(Result result, string other, Metric metric) =>
        metric.Compared && result[Ours, metric] is { } ours && result[other, metric] is { } theirs
            ? (ours.Median / theirs.Median).ToString("0.00", CultureInfo.InvariantCulture)
            : "";
}
