namespace Headgate.Gateway.Stores;

/// <summary>What an act came to. Never holds a secret.</summary>
/// <param name="Outcome"><see cref="Done"/>, <see cref="Failed"/>, or the code of the problem that stood in its way.</param>
/// <param name="Before">The object before, as JSON; null where there was none, or it does not matter.</param>
/// <param name="After">The object after, as JSON; null where there is none.</param>
public sealed record AuditResult(string Outcome, string? Before = null, string? After = null)
{
    /// <summary>It was done.</summary>
    public const string Done = "done";

    /// <summary>It broke off: what of it was done is not known.</summary>
    public const string Failed = "failed";
}
