using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.FleetWorld;

/// <summary>Numbers by chance, the same for the same seed on every machine.</summary>
internal sealed class Chance(ulong seed)
{
    private Draw _draw = new(0, seed);

    /// <summary>In (0, 1].</summary>
    public double Unit() => 1 - (_draw = _draw.Next()).Unit;

    /// <summary>A whole number from 0 on, below this one.</summary>
    public int Below(int end) => (int)((1 - Unit()) * end);

    /// <summary>The time to the next of events that come so often per second and know nothing of each other.</summary>
    public double Pause(double perSecond) => -Math.Log(Unit()) / perSecond;

    /// <summary>About 1 in the mean: the logarithm is normally distributed with this deviation.</summary>
    public double LogNormal(double deviation)
    {
        double normal = Math.Sqrt(-2 * Math.Log(Unit())) * Math.Cos(2 * Math.PI * Unit());
        return Math.Exp((deviation * normal) - (deviation * deviation / 2));
    }
}
