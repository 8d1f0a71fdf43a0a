using System.Collections.Immutable;

namespace Headgate.Gateway.Config;

/// <summary>What a process is told from outside about its config. Precedence: flag, <c>HEADGATE_*</c> variable, file, default.</summary>
public sealed record ConfigInputs
{
    /// <summary>
    /// The config files in order, later over earlier: <c>--config</c>. Empty = <c>HEADGATE_CONFIG</c>, else <c>headgate.yaml</c> if
    /// it is there.
    /// </summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary><c>--listen</c>; null when not given.</summary>
    public string? Listen { get; init; }

    /// <summary><c>--admin</c>; null when not given.</summary>
    public string? Admin { get; init; }

    /// <summary><c>--data</c>; null when not given.</summary>
    public string? Data { get; init; }

    /// <summary>The environment.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The folder in which <c>headgate.yaml</c> is looked for. Default: the current one.</summary>
    public string Folder { get; init; } = "";

    /// <summary>
    /// The base URL of the simulator in this process; null when none runs, and then a config that needs it can be checked but not
    /// served.
    /// </summary>
    public Uri? SimulatorUrl { get; init; }

    /// <summary>Admin tokens that are in no config, such as the first start's. Default none.</summary>
    public ImmutableArray<AdminToken> AdminTokens { get; init; } = [];
}
