namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>The chance of one request, taken once: strategies are pure in it, so that a plan can be explained and replayed.</summary>
/// <param name="Sequence">How many requests asked for this model before.</param>
/// <param name="Bits">64 random bits.</param>
internal readonly record struct Draw(long Sequence, ulong Bits)
{
    /// <summary>A number in [0, 1) from the random bits.</summary>
    public double Unit => (Bits >> 11) * (1.0 / (1UL << 53));

    /// <summary>Other bits of the same draw, for a further choice that must not follow from the first.</summary>
    public Draw Next() => this with { Bits = Mix(Bits) };

    /// <summary>SplitMix64: well spread bits from a counter.</summary>
    internal static ulong Mix(ulong state)
    {
        ulong z = state + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
