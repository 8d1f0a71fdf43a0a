using Headgate.Gateway.Pricing;
using Headgate.Llm.Chat;

namespace Headgate.Gateway.Pipeline.Record;

/// <summary>One upstream call.</summary>
public sealed record AttemptRecord
{
    /// <summary>The target, <c>provider/upstream-model</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The credential's id, which does not give it away.</summary>
    public required string Credential { get; init; }

    /// <summary>The vendor's status; null when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>Why it failed, in the words of <c>fallback_on</c> (<c>rate_limited</c>, …), or <c>client_closed</c>; null when it answered.</summary>
    public string? Fault { get; init; }

    /// <summary>What exactly was met, for the operator: one redacted sentence; null when it answered.</summary>
    public string? Detail { get; init; }

    /// <summary>Making the connection; zero on a pooled one.</summary>
    public TimeSpan Connect { get; init; }

    /// <summary>From sending to first content (or headers, when not streamed); null when none came.</summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>From sending to the end of this attempt.</summary>
    public TimeSpan Total { get; init; }

    /// <summary>The vendor's own request id.</summary>
    public string? VendorRequestId { get; init; }

    /// <summary>What it used; null when the vendor did not say.</summary>
    public Usage? Usage { get; init; }

    /// <summary>The class of service in which the vendor says that it served it, which its price follows; null when it did not say.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>What it cost; null when that is not known.</summary>
    public Money? Cost { get; init; }

    /// <summary>The most tokens of each answer, where a strict budget bounded them and not the client; null otherwise.</summary>
    public long? GivenBound { get; init; }

    /// <summary>True when it was made beside another, whose first token was late.</summary>
    public bool IsHedge { get; init; }

    /// <summary>True when it went on with an answer that another call had begun.</summary>
    public bool IsContinuation { get; init; }
}
