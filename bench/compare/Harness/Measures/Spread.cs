namespace Headgate.Compare.Harness.Measures;

/// <summary>A metric over all rounds.</summary>
internal readonly record struct Spread(double Median, double Min, double Max)
{
    /// <summary>From least to most, as a share of the median.</summary>
    public double Width => (Max - Min) / Median;

    /// <summary>Null when there are no values.</summary>
    public static Spread? Of(IEnumerable<double?> values)
    {
        double[] sorted = [.. values.OfType<double>().Order()];
        return sorted.Length == 0
            ? null
            : new Spread((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }
}
