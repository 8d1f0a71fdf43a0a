namespace Headgate.Gateway.Config;

/// <summary>Where a request takes its snapshot from. Thread-safe; never blocks.</summary>
public interface ISnapshotSource
{
    /// <summary>The snapshot in force now.</summary>
    ConfigSnapshot Current { get; }
}
