namespace Headgate.Gateway.Fleets;

/// <summary>Two sums whose past fades: half of it is forgotten each <see cref="HalfLifeSeconds"/>. Not thread-safe.</summary>
internal struct DecayedRatio
{
    private const double HalfLifeSeconds = 30;

    private double _above;
    private double _below;
    private double _at;

    /// <summary>Adds to both sums.</summary>
    public void Add(double above, double below, double now)
    {
        double kept = Kept(now);
        (_above, _below, _at) = ((_above * kept) + above, (_below * kept) + below, Math.Max(now, _at));
    }

    /// <summary>The sums as they are at a time.</summary>
    public readonly (double Above, double Below) Sums(double now) => Kept(now) is var kept ? (_above * kept, _below * kept) : default;

    private readonly double Kept(double now) => now <= _at ? 1 : double.Exp2((_at - now) / HalfLifeSeconds);
}
