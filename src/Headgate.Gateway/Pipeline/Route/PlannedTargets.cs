using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Health;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>The targets of a plan as they are found, best first: those that may be called, and those that are parked or sick.</summary>
/// <param name="health">How the targets stand.</param>
/// <param name="expected">About how many there are.</param>
internal struct PlannedTargets(HealthView health, int expected)
{
    private readonly ImmutableArray<Target>.Builder _free = ImmutableArray.CreateBuilder<Target>(expected);
    private ImmutableArray<Target>.Builder? _leftOut;

    /// <summary>True when none was found.</summary>
    public readonly bool IsEmpty => _free.Count == 0 && _leftOut is null;

    /// <summary>Those that may be called. Asked for once.</summary>
    public readonly ImmutableArray<Target> Free => _free.DrainToImmutable();

    /// <summary>Those that are parked or sick. Asked for once.</summary>
    public readonly ImmutableArray<Target> LeftOut => _leftOut?.DrainToImmutable() ?? [];

    /// <summary>
    /// Adds a model with a pool of credentials: those that may be used take turns, so that the share of a parked one falls to all the others;
    /// each further one is a target of its own to fall back to.
    /// </summary>
    public void Add(ImmutableArray<Target> pool, long turn)
    {
        int first = _free.Count;
        foreach (Target target in pool)
        {
            if (health.IsFree(target))
            {
                _free.Add(target);
            }
            else
            {
                (_leftOut ??= ImmutableArray.CreateBuilder<Target>()).Add(target);
            }
        }

        int free = _free.Count - first;
        for (long turns = free > 1 ? turn % free : 0; turns > 0; turns--)
        {
            Target past = _free[first];
            _free.RemoveAt(first);
            _free.Add(past);
        }
    }
}
