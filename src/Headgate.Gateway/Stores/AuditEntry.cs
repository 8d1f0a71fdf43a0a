namespace Headgate.Gateway.Stores;

/// <summary>An act as the audit log has it.</summary>
/// <param name="Number">Its place in the log, from 1.</param>
/// <param name="Time">When it began, UTC.</param>
/// <param name="Act">What it was.</param>
/// <param name="Result">What it came to; null while that is not known, and for ever if the process ended before it was written.</param>
public sealed record AuditEntry(long Number, DateTimeOffset Time, AuditAct Act, AuditResult? Result);
