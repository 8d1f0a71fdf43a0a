namespace Headgate.Storage.Audit;

/// <summary>Whether an audit log is as it was written.</summary>
/// <param name="Rows">How many rows hold, from the first on.</param>
/// <param name="Head">The hash of the last of them, 64 hex digits: noted elsewhere, it later proves that none of them was changed or cut off.</param>
/// <param name="Fault">What is wrong with the next row, in one sentence; null when the log holds as a whole.</param>
public sealed record AuditVerdict(long Rows, string Head, string? Fault);
