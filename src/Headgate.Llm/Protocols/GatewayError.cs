namespace Headgate.Llm.Protocols;

/// <summary>A failed call, to be written in the client's own protocol. An expected outcome, hence a value.</summary>
/// <param name="Kind">Which of the closed set.</param>
/// <param name="Message">One sentence for the caller: what happened and what to do. Never holds a secret.</param>
public sealed record GatewayError(ErrorKind Kind, string Message)
{
    /// <summary>The JSON path or header at fault; null when none is.</summary>
    public string? Param { get; init; }

    /// <summary>When a repeat makes sense; null when unknown.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>False sends <c>x-should-retry: false</c>: the gateway has tried already. Null leaves the client its own rule.</summary>
    public bool? ShouldRetry { get; init; }

    /// <summary>For <see cref="ErrorKind.VendorRejected"/>: the vendor's status.</summary>
    public int? VendorStatus { get; init; }

    /// <summary>For <see cref="ErrorKind.VendorRejected"/>: the vendor's words, already redacted and cut to 4 KB.</summary>
    public VendorError? Vendor { get; init; }
}
