using System.Collections.Immutable;
using Headgate.Gateway.Config.Derivation;

namespace Headgate.Gateway.Config.Stored;

/// <summary>The files with the store under them.</summary>
/// <param name="Derived">All of it, derived.</param>
/// <param name="LeftOut">Objects of the store that are not in force.</param>
/// <param name="Warnings">What is odd about the rest.</param>
internal sealed record LayeredConfig(DerivedConfig Derived, ImmutableArray<LeftOutObject> LeftOut, ImmutableArray<ConfigWarning> Warnings)
{
    /// <summary>All that there is to tell the operator.</summary>
    public ImmutableArray<ConfigWarning> AllWarnings => [.. Warnings, .. LeftOut.SelectMany(each => each.Warnings)];
}
