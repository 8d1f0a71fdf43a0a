namespace Headgate.Compare.Harness.Measures;

/// <summary>The outcome of a run: the numbers over all rounds, and whether they may be believed.</summary>
internal sealed class Result(Pace pace, IReadOnlyList<Round> rounds, IReadOnlyDictionary<string, string> versions)
{
    private const double UpstreamLead = 1.7;

    /// <summary>The column of the upstream alone.</summary>
    public const string Direct = "upstream";

    public Pace Pace => pace;

    public IReadOnlyList<Round> Rounds => rounds;

    /// <summary>The versions of the proxies, by name, in the table's order.</summary>
    public IReadOnlyDictionary<string, string> Versions => versions;

    /// <summary>Why the machine was not quiet enough, a line per round.</summary>
    public IReadOnlyList<string> Noise => [.. rounds.Select(round => round.Noise).OfType<string>()];

    /// <summary>Why the numbers must not be believed at all.</summary>
    public IReadOnlyList<string> Faults =>
        [.. rounds.SelectMany(round => round.Samples).SelectMany(sample => sample.Faults), .. SlowUpstream()];

    public Spread? this[string contender, Metric metric] =>
        Spread.Of(rounds.Select(round => (contender == Direct ? round.Direct : round.Of(contender))?[metric]));

    private IEnumerable<string> SlowUpstream()
    {
        double upstream = this[Direct, Metric.RequestsPerSecond]!.Value.Median;
        double fastest = versions.Keys.Max(name => this[name, Metric.RequestsPerSecond]?.Median ?? 0);
        if (upstream < UpstreamLead * fastest)
        {
            yield return $"the upstream alone makes {upstream:#,0} requests/s, " +
                $"less than {UpstreamLead} times the fastest proxy's {fastest:#,0}";
        }
    }
}
