namespace Headgate.Simulator.Behaviours;

/// <summary>What a refusal is about.</summary>
internal enum FailureKind
{
    /// <summary>Only the status tells.</summary>
    Status,
    ContextTooLong,
    ContentFiltered,
    QuotaExhausted,
}
