using System.Collections.Immutable;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Derivation;

/// <summary>Written values without their places.</summary>
internal static class WrittenValues
{
    public static ImmutableArray<T> Plain<T>(this ImmutableArray<Written<T>> written) => [.. written.Select(each => each.Value)];
}
