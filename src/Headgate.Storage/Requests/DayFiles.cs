using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Headgate.Storage.Files;
using Headgate.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace Headgate.Storage.Requests;

/// <summary>The files of the request log, one per UTC day: which there are, who reads them, and their end. Thread-safe.</summary>
internal sealed class DayFiles(string folder, ILogger logger)
{
    private const string NameFormat = "yyyy-MM-dd";
    private const string Extension = ".db";

    private readonly Lock _lock = new();
    private readonly Dictionary<DateOnly, int> _readers = [];

    /// <summary>The file of a day.</summary>
    public string PathOf(DateOnly day) => Path.Combine(folder, day.ToString(NameFormat, CultureInfo.InvariantCulture) + Extension);

    /// <summary>The days that have a file, newest first.</summary>
    public ImmutableArray<DateOnly> Days() => [.. Files().Where(file => file.EndsWith(Extension, StringComparison.Ordinal))
        .Select(DayOf).OfType<DateOnly>().OrderDescending()];

    /// <summary>
    /// Before the first use: makes the folder, sets damaged files aside and brings older ones to this version's schema. Null, or why
    /// the log cannot be used.
    /// </summary>
    public string? Prepare(DateTimeOffset now)
    {
        DataFolder.Create(folder);
        foreach (DateOnly day in Days())
        {
            int? version = SchemaVersionOf(PathOf(day));
            if (version > RequestSchema.Schema.Version)
                return $"{PathOf(day)} was written by a newer version of Headgate (schema {version})";
            if (version is null)
                SetAside(day, now);
            else if (version < RequestSchema.Schema.Version)
                DayWriter.Open(PathOf(day)).Dispose();
        }

        return null;
    }

    /// <summary>Keeps a day's file from being deleted until the answer is disposed; null when there is no such file.</summary>
    public IDisposable? Hold(DateOnly day)
    {
        lock (_lock)
        {
            if (!File.Exists(PathOf(day)))
                return null;
            _readers[day] = _readers.GetValueOrDefault(day) + 1;
            return new Held(this, day);
        }
    }

    /// <summary>Deletes what ended before the moment, damaged files too. A file that is being read is left for the next time.</summary>
    public void DeleteBefore(DateTimeOffset moment)
    {
        DateOnly first = UnixMicroseconds.DayOf(moment);
        lock (_lock)
        {
            foreach (string file in Files())
            {
                if (DayOf(file) is { } day && day < first && !_readers.ContainsKey(day))
                    Delete(file);
            }
        }
    }

    /// <summary>
    /// Renames a damaged file, so that a new one can take its place; the operator may still rescue what it holds. False when it cannot be.
    /// </summary>
    public bool SetAside(DateOnly day, DateTimeOffset now)
    {
        string path = PathOf(day);
        string aside = $"{path}.damaged-{now.UtcDateTime:yyyyMMddHHmmssfff}";
        try
        {
            // The journal goes first: left behind, it would be replayed into the new file.
            foreach (string suffix in (ReadOnlySpan<string>)["-wal", "-shm", ""])
            {
                if (File.Exists(path + suffix))
                    File.Move(path + suffix, aside + suffix);
            }

            Log.SetAside(logger, path, aside);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.FileStuck(logger, path, fault.Message);
            return false;
        }
    }

    private string[] Files() => Directory.Exists(folder) ? Directory.GetFiles(folder) : [];

    private void Delete(string file)
    {
        try
        {
            File.Delete(file);
            Log.Deleted(logger, file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.FileStuck(logger, file, fault.Message);
        }
    }

    private void Release(DateOnly day)
    {
        lock (_lock)
        {
            if (--_readers[day] == 0)
                _readers.Remove(day);
        }
    }

    private static DateOnly? DayOf(string file)
    {
        ReadOnlySpan<char> name = Path.GetFileName(file.AsSpan());
        return name.Length > NameFormat.Length
            && name[NameFormat.Length..].StartsWith(Extension)
            && DateOnly.TryParseExact(
                name[..NameFormat.Length], NameFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : null;
    }

    // Read from the file's header (https://sqlite.org/fileformat2.html): thirty databases opened at each start would
    // cost more than all else that the storage does there. An empty file is one that was being made when the process died.
    private static int? SchemaVersionOf(string path)
    {
        Span<byte> header = stackalloc byte[64];
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        int length = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        return length == 0 ? 0
            : length == header.Length && header.StartsWith("SQLite format 3\0"u8) ? BinaryPrimitives.ReadInt32BigEndian(header[60..])
            : null;
    }

    private sealed class Held(DayFiles files, DateOnly day) : IDisposable
    {
        private int _isReleased;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
                files.Release(day);
        }
    }
}
