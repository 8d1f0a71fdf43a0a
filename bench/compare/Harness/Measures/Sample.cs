namespace Headgate.Compare.Harness.Measures;

/// <summary>What one proxy did in one round.</summary>
internal sealed class Sample(string contender)
{
    private readonly Dictionary<Metric, double> _values = [];
    private readonly List<string> _faults = [];

    public string Contender => contender;

    /// <summary>Why the numbers must not be believed: fast and wrong is a failure.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The largest share of the machine that other processes took in any measured window, 0 to 1.</summary>
    public double OthersShare { get; private set; }

    public double? this[Metric metric] => _values.TryGetValue(metric, out double value) ? value : null;

    public void Set(Metric metric, double value) => _values[metric] = value;

    public void Disturbed(double othersShare) => OthersShare = Math.Max(OthersShare, othersShare);

    public void Fault(string fault) => _faults.Add($"{contender}: {fault}");
}
