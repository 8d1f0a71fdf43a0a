namespace Headgate.Compare.Harness.Measures;

/// <summary>The proxies one after the other, in front of one upstream process.</summary>
/// <param name="Direct">The upstream with no proxy in front.</param>
/// <param name="Samples">One of each proxy, in the order in which they ran.</param>
/// <param name="Noise">Why the round is not to be trusted; null when it is.</param>
internal sealed record Round(Sample Direct, IReadOnlyList<Sample> Samples, string? Noise)
{
    public Sample? Of(string contender) => Samples.FirstOrDefault(sample => sample.Contender == contender);
}
