using System.Collections.Immutable;

namespace Headgate.Storage.Backups;

/// <summary><c>manifest.json</c> of a backup: what is in it.</summary>
/// <param name="Format">How the backup is made up: 1.</param>
/// <param name="Version">The version of Headgate that made it.</param>
/// <param name="Created">The moment that it shows, UTC.</param>
/// <param name="Files">All its files.</param>
public sealed record BackupManifest(int Format, string Version, DateTime Created, ImmutableArray<BackupFile> Files)
{
    internal const string Name = "manifest.json";

    internal const int CurrentFormat = 1;
}
