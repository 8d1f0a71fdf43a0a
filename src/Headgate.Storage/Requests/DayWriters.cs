using Headgate.Gateway.Pipeline.Record;
using Headgate.Storage.Files;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Headgate.Storage.Requests;

/// <summary>The day files that are being written, opened when a record asks for one. Belongs to the writer thread.</summary>
internal sealed class DayWriters(DayFiles files, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<DateOnly, DayWriter> _open = [];
    private readonly Pace _reports = new(time, ReportInterval);

    /// <summary>
    /// Writes records of one day, all or none; a damaged file is set aside for a new one. False when they are to be tried again: the
    /// file is locked or the disk refuses. Anything else it throws: the records themselves cannot be written.
    /// </summary>
    public bool TryWrite(DateOnly day, ReadOnlySpan<RequestRecord> records)
    {
        try
        {
            WriterOf(day).Write(records);
            return true;
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            Close(day);
            return files.SetAside(day, time.GetUtcNow()) && TryWrite(day, records);
        }
        catch (Exception fault) when (MayPass(fault))
        {
            if (!IsLock(fault))
                Close(day);
            if (_reports.IsDue())
                Log.WriteRetried(logger, files.PathOf(day), records.Length, fault.Message);
            return false;
        }
    }

    /// <summary>Closes all but the two newest days: requests that began before midnight end after it.</summary>
    public void CloseOld()
    {
        if (_open.Count <= 2)
            return;
        foreach (DateOnly day in _open.Keys.OrderDescending().Skip(2).ToList())
            Close(day);
    }

    /// <summary>Deletes the files that ended before the moment.</summary>
    public void DeleteBefore(DateTimeOffset moment)
    {
        DateOnly first = UnixMicroseconds.DayOf(moment);
        foreach (DateOnly day in _open.Keys.Where(day => day < first).ToList())
            Close(day);
        files.DeleteBefore(moment);
    }

    public void Dispose()
    {
        foreach (DayWriter writer in _open.Values)
            writer.Dispose();
        _open.Clear();
    }

    private DayWriter WriterOf(DateOnly day)
    {
        string path = files.PathOf(day);
        if (_open.TryGetValue(day, out DayWriter? writer))
        {
            if (File.Exists(path))
                return writer;
            Close(day); // deleted under us: what is written there now would be lost
        }

        DataFolder.Create(Path.GetDirectoryName(path)!);
        return _open[day] = DayWriter.Open(path);
    }

    private void Close(DateOnly day)
    {
        if (_open.Remove(day, out DayWriter? writer))
            writer.Dispose();
    }

    private static bool IsLock(Exception fault) =>
        fault is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED };

    private static bool MayPass(Exception fault) => IsLock(fault) || fault is IOException or UnauthorizedAccessException
        or SqliteException
        {
            SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM
                or raw.SQLITE_NOMEM or raw.SQLITE_PROTOCOL or raw.SQLITE_INTERRUPT
        };
}
