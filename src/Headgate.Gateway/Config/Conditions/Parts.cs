using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Conditions;

/// <summary>What was read of a list: all of it or nothing, but every part was read and so every mistake is reported.</summary>
internal static class Parts
{
    /// <summary>The parts; default when one is missing.</summary>
    public static ImmutableArray<T> AllOrDefault<T>(IEnumerable<T?> parts) where T : class
    {
        T?[] read = [.. parts];
        ImmutableArray<T> whole = [.. read.OfType<T>()];
        return whole.Length == read.Length ? whole : default;
    }
}
