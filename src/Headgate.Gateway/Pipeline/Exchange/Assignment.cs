using System.Collections.Immutable;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>What a split dealt to a request.</summary>
/// <param name="Variant">The variant's name; those of a split within a split are joined by a slash.</param>
/// <param name="Probability">How likely it was to get this one, by the weights of those that were fit for it: above 0, at most 1.</param>
/// <param name="Variants">Each planned target with its variant: a fallback may be another's.</param>
internal sealed record Assignment(string Variant, double Probability, ImmutableArray<KeyValuePair<Target, string>> Variants)
{
    /// <summary>The variant that a target belongs to; null for one that no split leads to.</summary>
    public string? Of(Target target)
    {
        foreach ((Target planned, string variant) in Variants)
        {
            if (ReferenceEquals(planned, target))
            {
                return variant;
            }
        }

        return null;
    }
}
