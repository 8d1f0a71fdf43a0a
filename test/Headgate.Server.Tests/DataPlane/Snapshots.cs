using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;

namespace Headgate.Server.Tests.DataPlane;

/// <summary>A config for tests of the host, which reads little of it.</summary>
internal sealed class Snapshots(ServerOptions? server = null) : ISnapshotSource
{
    public ConfigSnapshot Current { get; } = new()
    {
        Hash = "0123456789abcdef",
        Server = server ?? new ServerOptions(),
        Providers = [],
        Models = new ModelTable([], []),
        Keys = new KeyRing([]),
        AdminTokens = [],
        Log = new LogOptions(),
        AuthRequired = true,
    };
}
