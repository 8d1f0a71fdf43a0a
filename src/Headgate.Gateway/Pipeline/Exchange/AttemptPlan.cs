using System.Collections.Immutable;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>Whom to call, in order, and by which rules.</summary>
/// <param name="Alias">The alias asked for: its retry, fallback and time rules govern all targets.</param>
/// <param name="Targets">The targets that may be called, best first.</param>
/// <param name="MaxAttempts">Calls at most, over all targets.</param>
internal sealed record AttemptPlan(ModelAlias Alias, ImmutableArray<Target> Targets, int MaxAttempts)
{
    /// <summary>The targets that are parked or sick; at least one where no other is.</summary>
    public ImmutableArray<Target> LeftOut { get; init; } = [];
}
