using System.Collections.Immutable;

namespace Headgate.Gateway.Config;

/// <summary>How the running config stands, for operators.</summary>
/// <param name="Errors">Why the files as they are now are refused; empty when they are in force.</param>
/// <param name="Warnings">What is odd about the config in force.</param>
/// <param name="NeedsRestart">Keys whose change waits for a restart.</param>
/// <param name="StoreFailure">Why the store could not be read last time; null when it could. Known keys stay in force meanwhile.</param>
public sealed record ConfigState(
    ImmutableArray<ConfigError> Errors, ImmutableArray<ConfigWarning> Warnings, ImmutableArray<string> NeedsRestart, string? StoreFailure);
