using Headgate.Gateway.Pipeline.Record;

namespace Headgate.Storage.Requests;

/// <summary>
/// Most requests are one upstream call that answered: then what the call says is in the entry already, but for its credential and its own
/// times, and no JSON is written.
/// </summary>
internal static class SoleAnswer
{
    /// <summary>That call; null when there were more, or when it says something that the entry does not.</summary>
    public static AttemptRecord? Of(RequestRecord record) =>
        record.Attempts is [{ Fault: null, Detail: null } attempt]
        && attempt.Status == record.Status
        && attempt.Connect == record.Connect
        && attempt.Target == record.Target
        && attempt.VendorRequestId == record.VendorRequestId
        && attempt.Usage == record.Usage
        && attempt.Cost == record.Cost
            ? attempt
            : null;
}
