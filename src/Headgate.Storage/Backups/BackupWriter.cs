using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Headgate.Storage.Files;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Backups;

/// <summary>Makes a backup of a data folder, also while a gateway runs on it: a zip of all databases as they were at one moment.</summary>
public static class BackupWriter
{
    /// <summary>Writes the backup, readable by its owner alone. A file that is there already is left as it is.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="file">Where to.</param>
    /// <param name="version">This version of Headgate.</param>
    /// <param name="time">The clock.</param>
    public static Opening<BackupManifest> Write(string folder, string file, string version, TimeProvider time)
    {
        if (!IsDataFolder(folder))
            return new Opening<BackupManifest>.Unavailable($"{folder} is no data folder");
        if (File.Exists(file))
            return new Opening<BackupManifest>.Unavailable($"{file} is there already");

        string work = $"{file}.{Guid.CreateVersion7():N}"; // beside it: a rename, at the end, makes it whole at once
        try
        {
            DataFolder.Create(work);
            return new Opening<BackupManifest>.Opened(Write(folder, file, work, version, time));
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            return new Opening<BackupManifest>.Unavailable($"cannot back up {folder}: {fault.Message}");
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>True of a folder that a gateway or a command has kept something in.</summary>
    public static bool IsDataFolder(string folder) => File.Exists(Path.Combine(folder, KeptFiles.Keys));

    private static BackupManifest Write(string folder, string file, string work, string version, TimeProvider time)
    {
        DataFolder.Create(Path.Combine(work, "requests"));
        List<string> names = [];
        DateTime created;
        using (DatabaseCut cut = DatabaseCut.Take(folder))
        {
            created = time.GetUtcNow().UtcDateTime;
            names.AddRange(cut.CopyTo(work));
        }

        foreach (string name in KeptFiles.Others(folder))
        {
            File.Copy(Path.Combine(folder, name), Path.Combine(work, name)); // with its mode
            names.Add(name);
        }

        BackupManifest manifest = new(BackupManifest.CurrentFormat, version, created, [.. names.Select(name => Describe(work, name))]);
        string packed = Path.Combine(work, "backup.zip");
        Pack(work, packed, manifest);
        File.Move(packed, file, overwrite: false);
        return manifest;
    }

    private static BackupFile Describe(string work, string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(work, name));
        return new BackupFile(name, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    private static void Pack(string work, string packed, BackupManifest manifest)
    {
        using FileStream output = DataFolder.OpenOwned(packed, FileShare.None);
        using (ZipArchive zip = new(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (Stream entry = zip.CreateEntry(BackupManifest.Name).Open())
                JsonSerializer.Serialize(entry, manifest, BackupJson.Default.BackupManifest);
            foreach (BackupFile file in manifest.Files)
            {
                using Stream entry = zip.CreateEntry(file.Name, CompressionLevel.Fastest).Open();
                using FileStream copy = File.OpenRead(Path.Combine(work, file.Name));
                copy.CopyTo(entry);
            }
        }

        output.Flush(flushToDisk: true);
    }
}
