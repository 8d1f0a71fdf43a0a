using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Config;

/// <summary>What the operations need of the running config. Thread-safe.</summary>
public interface IConfigControl : ISnapshotSource
{
    /// <summary>Names of the teams of the config in force.</summary>
    ImmutableArray<string> Teams { get; }

    /// <summary>What is odd about the config in force.</summary>
    ImmutableArray<FindingView> Warnings { get; }

    /// <summary>The last change of the files that was refused; null when the files as they stand are in force.</summary>
    RefusedReload? Refused { get; }

    /// <summary>
    /// Makes the snapshot anew from files and store. When it returns, every change made to the store before the call is in force,
    /// also while the files as they stand are refused.
    /// </summary>
    ValueTask ReloadAsync(CancellationToken cancellation);

    /// <summary>The config in force with all defaults, in the shape of the file, each secret hidden.</summary>
    JsonElement Effective();

    /// <summary>Checks a config without using it. <c>${…}</c> is not expanded: the text comes from outside.</summary>
    ConfigVerdict Validate(string text);
}
