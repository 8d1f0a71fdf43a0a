using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>Why a call gave no answer.</summary>
/// <param name="Fault">Which of the closed set.</param>
/// <param name="Detail">What was met, one redacted sentence for the operator.</param>
internal sealed record AttemptFailure(UpstreamFault Fault, string Detail)
{
    /// <summary>The vendor's status; null when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>The vendor's Retry-After; null when it gave none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The vendor's words, redacted; null when there are none to pass on.</summary>
    public VendorError? Vendor { get; init; }

    /// <summary>True when another call cannot help: the request's own time is up.</summary>
    public bool IsFinal { get; init; }

    /// <summary>False when calling the same target again is pointless (its address is not trusted).</summary>
    public bool MayRepeat { get; init; } = true;

    /// <summary>
    /// The failure for a client of this dialect. Where the vendor's is another, its sentence stays, and its type, code and parameter give way
    /// to the client's own.
    /// </summary>
    public AttemptFailure InWordsOf(Dialect client, Dialect vendor) =>
        Vendor is null || client == vendor ? this : this with { Vendor = ErrorTable.Reword(Vendor, Fault, client) };
}
