using System.Collections.Immutable;

namespace Headgate.Server;

/// <summary>The gateway cannot start, for reasons the operator can mend.</summary>
/// <param name="exitCode">How the process ends: 1 for a bad config, 2 for an address or a storage that is not to be had.</param>
/// <param name="reasons">Why, a sentence each.</param>
public sealed class GatewayStartException(int exitCode, ImmutableArray<string> reasons) : Exception(string.Join(Environment.NewLine, reasons))
{
    /// <summary>How the process ends.</summary>
    public int ExitCode => exitCode;

    /// <summary>Why, a sentence each.</summary>
    public ImmutableArray<string> Reasons => reasons;
}
