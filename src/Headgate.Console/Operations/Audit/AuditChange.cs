namespace Headgate.Console.Operations.Audit;

/// <summary>What an operation changed, for the audit log. Never holds a secret.</summary>
/// <param name="Before">The object before, as JSON; null where there was none.</param>
/// <param name="After">The object after, as JSON; null where there is none.</param>
public readonly record struct AuditChange(string? Before, string? After);
