using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Headgate.Storage.Files;

namespace Headgate.Storage.Backups;

/// <summary>Puts a backup back into a data folder.</summary>
public static class BackupReader
{
    /// <summary>Restores it. All is checked before anything in the folder is touched.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="folder">The data folder; made when it is missing, and refused while a gateway runs on it.</param>
    /// <param name="force">Takes a folder that is not empty: what is there is moved into a folder of its own within it.</param>
    /// <param name="time">The clock.</param>
    public static Opening<BackupManifest> Restore(string file, string folder, bool force, TimeProvider time)
    {
        try
        {
            DataFolder.Create(folder);
            using FolderLock? held = FolderLock.Take(folder);
            if (held is null)
                return new Opening<BackupManifest>.Unavailable($"{folder} is in use by a gateway");
            if (Present(folder).Length > 0 && !force)
                return new Opening<BackupManifest>.Unavailable($"{folder} is not empty");
            return new Opening<BackupManifest>.Opened(Restore(file, folder, $"{time.GetUtcNow():yyyyMMdd'T'HHmmssfff}"));
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException or IOException or UnauthorizedAccessException)
        {
            return new Opening<BackupManifest>.Unavailable($"cannot restore {file}: {fault.Message}");
        }
    }

    private static BackupManifest Restore(string file, string folder, string moment)
    {
        string[] present = Present(folder);
        string work = Path.Combine(folder, $"restoring-{moment}");
        try
        {
            DataFolder.Create(work);
            DataFolder.Create(Path.Combine(work, "requests"));
            using ZipArchive zip = ZipFile.OpenRead(file);
            BackupManifest manifest = ReadManifest(zip);
            foreach (BackupFile kept in manifest.Files)
                Extract(zip, kept, work);

            MoveAll(present, Path.Combine(folder, $"replaced-{moment}"));
            MoveAll(Directory.GetFileSystemEntries(work), folder);
            return manifest;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static BackupManifest ReadManifest(ZipArchive zip)
    {
        using Stream entry = (zip.GetEntry(BackupManifest.Name) ?? throw new InvalidDataException("it is no backup")).Open();
        BackupManifest manifest = JsonSerializer.Deserialize(entry, BackupJson.Default.BackupManifest) ?? throw new InvalidDataException("it is no backup");
        if (manifest.Format > BackupManifest.CurrentFormat)
            throw new InvalidDataException($"it was made by a newer version of Headgate ({manifest.Version})");
        return manifest;
    }

    private static void Extract(ZipArchive zip, BackupFile kept, string work)
    {
        if (!KeptFiles.Has(kept.Name))
            throw new InvalidDataException($"it holds {kept.Name}, which no backup has");
        if (zip.GetEntry(kept.Name) is not { } entry || entry.Length != kept.Bytes)
            throw new InvalidDataException($"its {kept.Name} is missing or cut short");

        using FileStream target = DataFolder.OpenOwned(Path.Combine(work, kept.Name), FileShare.None);
        using (Stream source = entry.Open())
            source.CopyTo(target);
        target.Flush(flushToDisk: true);

        target.Position = 0;
        if (!string.Equals(Convert.ToHexString(SHA256.HashData(target)), kept.Sha256, StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"its {kept.Name} is damaged");
        if (KeptFiles.SchemaOf(kept.Name) is { } schema && SchemaVersionOf(target) > schema.Version)
            throw new InvalidDataException($"its {kept.Name} was written by a newer version of Headgate");
    }

    /// <summary>From the file's header (https://sqlite.org/fileformat2.html).</summary>
    private static int SchemaVersionOf(FileStream file)
    {
        Span<byte> header = stackalloc byte[64];
        file.Position = 0;
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length ? BinaryPrimitives.ReadInt32BigEndian(header[60..]) : 0;
    }

    private static string[] Present(string folder) =>
        [.. Directory.GetFileSystemEntries(folder).Where(path => Path.GetFileName(path) != "lock")];

    private static void MoveAll(string[] paths, string folder)
    {
        if (paths.Length > 0)
            DataFolder.Create(folder);
        foreach (string path in paths)
            Directory.Move(path, Path.Combine(folder, Path.GetFileName(path)));
    }
}
