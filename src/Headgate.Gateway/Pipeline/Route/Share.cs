using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>Of all requests, those that splits lead the same way.</summary>
/// <param name="Variant">The variant; a variant within a variant is joined by a slash; null where no split has led.</param>
/// <param name="Probability">How likely it was: above 0, at most 1.</param>
internal readonly record struct Share(string? Variant, double Probability)
{
    /// <summary>Where no split has led yet.</summary>
    public static Share Whole => new(null, 1);

    /// <summary>The share that a variant has of this one.</summary>
    /// <param name="entry">The variant.</param>
    /// <param name="weights">The weights of all that might have been dealt, its own among them.</param>
    public Share Of(AliasTarget entry, long weights) => new(
        Variant is null ? entry.Variant : $"{Variant}/{entry.Variant}",
        entry.Weight > 0 && weights > 0 ? Probability * entry.Weight / weights : Probability);
}
