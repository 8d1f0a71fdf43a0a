using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Headgate.Gateway.Config;
using Headgate.Gateway.Health;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>The targets of a plan as they are found, best first: those that may be called, and those that are parked or sick.</summary>
/// <param name="health">How the targets stand.</param>
/// <param name="expected">About how many there are.</param>
internal struct PlannedTargets(HealthView health, int expected)
{
    private Target[] _free = new Target[expected]; // becomes the plan's own: a builder would be one object more for each request
    private int _count;
    private ImmutableArray<Target>.Builder? _leftOut;

    /// <summary>True when none was found.</summary>
    public readonly bool IsEmpty => _count == 0 && _leftOut is null;

    /// <summary>Those that may be called. Asked for once.</summary>
    public readonly ImmutableArray<Target> Free =>
        ImmutableCollectionsMarshal.AsImmutableArray(_count == _free.Length ? _free : _free[.._count]);

    /// <summary>Those that are parked or sick. Asked for once.</summary>
    public readonly ImmutableArray<Target> LeftOut => _leftOut?.DrainToImmutable() ?? [];

    /// <summary>
    /// Adds a model with a pool of credentials: those that may be used take turns, so that the share of a parked one falls to all the others;
    /// each further one is a target of its own to fall back to.
    /// </summary>
    /// <param name="pool">One target for each credential.</param>
    /// <param name="turn">Whose turn it is.</param>
    /// <param name="caller">Whom the credential sticks to, whoever's turn it is; null for nobody.</param>
    public void Add(ImmutableArray<Target> pool, long turn, ulong? caller)
    {
        int first = _count;
        foreach (Target target in pool)
        {
            if (health.IsFree(target))
            {
                if (_count == _free.Length)
                {
                    Array.Resize(ref _free, Math.Max(4, _count * 2));
                }

                _free[_count++] = target;
            }
            else
            {
                (_leftOut ??= ImmutableArray.CreateBuilder<Target>()).Add(target);
            }
        }

        int free = _count - first;
        long turns = free < 2 ? 0 : caller is { } sticks ? TurnOf(sticks, first) : turn % free;
        if (turns > 0)
        {
            Rotate(_free.AsSpan(first, free), (int)turns);
        }
    }

    /// <summary>So many of the first go behind the others.</summary>
    private static void Rotate(Span<Target> targets, int turns)
    {
        targets[..turns].Reverse();
        targets[turns..].Reverse();
        targets.Reverse();
    }

    private readonly int TurnOf(ulong caller, int first)
    {
        int best = first;
        for (int i = first + 1; i < _count; i++)
        {
            best = Rendezvous.Score(_free[i].Credential, caller) > Rendezvous.Score(_free[best].Credential, caller) ? i : best;
        }

        return best - first;
    }
}
