using System.Collections.Immutable;

namespace Headgate.Gateway.Config;

/// <summary>Names of models with an optional <c>*</c> at the end.</summary>
public static class ModelPattern
{
    /// <summary>True when a name fits a pattern.</summary>
    public static bool Matches(string pattern, ReadOnlySpan<char> model) =>
        pattern.EndsWith('*') ? model.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)
            : model.SequenceEqual(pattern);

    /// <summary>True when a name fits any of the patterns.</summary>
    public static bool Any(ImmutableArray<string> patterns, ReadOnlySpan<char> model)
    {
        foreach (string pattern in patterns)
        {
            if (Matches(pattern, model))
            {
                return true;
            }
        }

        return false;
    }
}
