using Headgate.Gateway.Pipeline.Record;

namespace Headgate.Console.Operations.Requests;

/// <summary>One upstream call of a request.</summary>
/// <param name="Target">The target, <c>provider/upstream-model</c>.</param>
/// <param name="Credential">The credential's id, which does not give it away.</param>
/// <param name="Status">The vendor's status; null when no answer came.</param>
/// <param name="Fault">
/// Why it failed, in the words of <c>fallback_on</c>, <c>client_closed</c>, or <c>outrun</c> by the call beside it; null when it answered.
/// </param>
/// <param name="Detail">What exactly was met, in one redacted sentence; null when it answered.</param>
/// <param name="VendorRequestId">The vendor's own request id.</param>
/// <param name="Usage">What it used; null when the vendor did not say.</param>
/// <param name="ServiceTier">The class of service in which the vendor says that it served it; null when it did not say.</param>
/// <param name="CostUsd">What it cost, a decimal number of dollars as a string; null where that is not known.</param>
/// <param name="GivenBound">The most tokens of each answer, where a strict budget bounded them and not the client; null otherwise.</param>
/// <param name="Hedge">True when it was made beside another, whose first token was late.</param>
/// <param name="Continuation">True when it went on with an answer that another call had begun.</param>
/// <param name="TimingsMs">Where its time went.</param>
public sealed record AttemptView(
    string Target, string Credential, int? Status, string? Fault, string? Detail, string? VendorRequestId, UsageView? Usage,
    string? ServiceTier, string? CostUsd, long? GivenBound, bool Hedge, bool Continuation, AttemptTimings TimingsMs)
{
    internal static AttemptView Of(AttemptRecord attempt) => new(
        attempt.Target,
        attempt.Credential,
        attempt.Status,
        attempt.Fault,
        attempt.Detail,
        attempt.VendorRequestId,
        attempt.Usage is { } usage ? UsageView.Of(usage) : null,
        attempt.ServiceTier,
        attempt.Cost?.ToString(),
        attempt.GivenBound,
        attempt.IsHedge,
        attempt.IsContinuation,
        AttemptTimings.Of(attempt));
}
