using Headgate.Gateway.Config;

namespace Headgate.Server.Commands;

/// <summary>A config that was read once, for commands that serve nothing.</summary>
internal sealed class FixedSnapshot(ConfigSnapshot snapshot) : ISnapshotSource
{
    /// <inheritdoc />
    public ConfigSnapshot Current => snapshot;
}
