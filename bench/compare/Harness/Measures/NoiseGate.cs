namespace Headgate.Compare.Harness.Measures;

/// <summary>Says when the machine was too busy with something else.</summary>
internal static class NoiseGate
{
    private const double MostOthers = 0.06;
    private const double WidestNginx = 0.08;

    /// <summary>What disturbed a round; null when nothing did.</summary>
    /// <remarks>nginx does the same work every time: when it differs, the machine did.</remarks>
    public static string? Judge(IReadOnlyList<Round> accepted, IReadOnlyList<Sample> samples)
    {
        double others = samples.Max(sample => sample.OthersShare);
        if (others > MostOthers)
            return $"other processes took {others:P0} of the machine";

        Spread? nginx = Spread.Of([
            .. accepted.Select(round => round.Of("nginx")?[Metric.CpuPerRequest]),
            samples.FirstOrDefault(sample => sample.Contender == "nginx")?[Metric.CpuPerRequest],
        ]);
        return nginx is { Width: > WidestNginx } ? $"nginx spreads over {nginx.Value.Width:P0}" : null;
    }
}
