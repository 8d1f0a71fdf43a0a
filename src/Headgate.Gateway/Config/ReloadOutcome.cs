using System.Collections.Immutable;

namespace Headgate.Gateway.Config;

/// <summary>What a look at files and store came to.</summary>
public abstract record ReloadOutcome
{
    private ReloadOutcome()
    {
    }

    /// <summary>Nothing that counts has changed.</summary>
    public sealed record Unchanged : ReloadOutcome;

    /// <summary>A new snapshot is in force.</summary>
    /// <param name="Hash">Its hash.</param>
    /// <param name="NeedsRestart">Keys whose change waits for a restart; empty when there are none.</param>
    public sealed record Applied(string Hash, ImmutableArray<string> NeedsRestart) : ReloadOutcome;

    /// <summary>The files are refused, and what was in force stays, but for changes in the store.</summary>
    /// <param name="Errors">All errors.</param>
    public sealed record Refused(ImmutableArray<ConfigError> Errors) : ReloadOutcome;
}
