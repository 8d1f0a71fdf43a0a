using Microsoft.Extensions.Logging;

namespace Headgate.Storage;

/// <summary>What the storage reports.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{Dropped} request records dropped so far: the log cannot keep up or cannot be written")]
    public static partial void RecordsDropped(ILogger logger, long dropped);

    [LoggerMessage(2, LogLevel.Warning, "request log {File} cannot be written now and is retried, {Pending} records wait: {Reason}")]
    public static partial void WriteRetried(ILogger logger, string file, long pending, string reason);

    [LoggerMessage(3, LogLevel.Error, "request log {File} is damaged and was set aside as {Aside}")]
    public static partial void SetAside(ILogger logger, string file, string aside);

    [LoggerMessage(4, LogLevel.Error, "{Count} request records could not be written and are lost")]
    public static partial void BatchLost(ILogger logger, int count, Exception fault);

    [LoggerMessage(5, LogLevel.Error, "request log {File} cannot be read, its records are missing from the answer: {Reason}")]
    public static partial void ReadSkipped(ILogger logger, string file, string reason);

    [LoggerMessage(6, LogLevel.Information, "request log {File} is past its retention and was deleted")]
    public static partial void Deleted(ILogger logger, string file);

    [LoggerMessage(7, LogLevel.Warning, "request log {File} cannot be moved or deleted: {Reason}")]
    public static partial void FileStuck(ILogger logger, string file, string reason);

    [LoggerMessage(8, LogLevel.Warning, "request logs past their retention cannot be looked for, and are next time: {Reason}")]
    public static partial void SweepFailed(ILogger logger, string reason);

    [LoggerMessage(9, LogLevel.Error, "the ledger cannot be written now and is retried, {Pending} entries wait: {Reason}")]
    public static partial void LedgerRetried(ILogger logger, int pending, string reason);

    [LoggerMessage(10, LogLevel.Warning, "{Count} requests of the last run never ended: they are charged at what was reserved for them")]
    public static partial void LedgerRecovered(ILogger logger, int count);
}
