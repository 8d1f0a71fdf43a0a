using System.Collections.Immutable;

namespace Headgate.Console.Operations.Config;

/// <summary>Whether a config could be served.</summary>
/// <param name="Errors">Every error; it can be served when there is none.</param>
/// <param name="Warnings">What is odd, though it can be served.</param>
public sealed record ConfigVerdict(ImmutableArray<FindingView> Errors, ImmutableArray<FindingView> Warnings)
{
    /// <summary>True when it could be served.</summary>
    public bool Valid => Errors.IsEmpty;
}
