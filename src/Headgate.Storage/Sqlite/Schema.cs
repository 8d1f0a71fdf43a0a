using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Sqlite;

/// <summary>The schema of one kind of file: its version is the number of steps taken, kept in <c>user_version</c>.</summary>
/// <param name="steps">The migrations, oldest first. A step that was released is never changed.</param>
internal sealed class Schema(ImmutableArray<string> steps)
{
    /// <summary>The version this build writes.</summary>
    public int Version => steps.Length;

    /// <summary>True when no step is missing: this build or a newer one wrote the file.</summary>
    public bool IsTaken(SqliteConnection connection) => VersionOf(connection) >= Version;

    /// <summary>Takes the steps the file lacks, all or none; false when a newer build wrote it.</summary>
    public bool TryApply(SqliteConnection connection)
    {
        if (VersionOf(connection) == Version)
            return true;

        using SqliteTransaction change = connection.BeginTransaction();
        int version = VersionOf(connection); // again, now that no other process can take the same steps
        if (version > Version)
            return false;

        foreach (string step in steps[version..])
            connection.Execute(step);
        connection.Execute($"PRAGMA user_version = {Version}");
        change.Commit();
        return true;
    }

    private static int VersionOf(SqliteConnection connection) => (int)connection.Number("PRAGMA user_version");
}
