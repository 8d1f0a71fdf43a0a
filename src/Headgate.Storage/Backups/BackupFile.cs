namespace Headgate.Storage.Backups;

/// <summary>A file in a backup.</summary>
/// <param name="Name">Where it lies in the data folder: <c>ledger.db</c>, <c>requests/2026-11-22.db</c>.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256, 64 hex digits.</param>
public sealed record BackupFile(string Name, long Bytes, string Sha256);
