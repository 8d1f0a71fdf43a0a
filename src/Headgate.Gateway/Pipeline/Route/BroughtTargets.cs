using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>What is called with a credential that the caller brought, in place of all of the operator's for that provider.</summary>
internal static class BroughtTargets
{
    /// <summary>
    /// The pool with the caller's credential: one target for each place of the provider. The pool itself where the caller brought none for it.
    /// </summary>
    /// <param name="pool">One target for each of the operator's credentials, at each place.</param>
    /// <param name="brought">What the caller brought.</param>
    /// <param name="health">Where these targets have no part: they are as good as new, whatever the operator's credentials met.</param>
    public static ImmutableArray<Target> For(ImmutableArray<Target> pool, BroughtCredentials brought, HealthView health) =>
        !pool.IsEmpty && brought.For(pool[0].Provider) is { } credential ? With(credential, pool, health) : pool;

    private static ImmutableArray<Target> With(Credential credential, ImmutableArray<Target> pool, HealthView health) =>
        [.. pool.DistinctBy(target => target.Provider).Select(target => health.Apart(target.With(credential)))];
}
