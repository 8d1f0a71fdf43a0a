using System.Collections.Immutable;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>What a client may ask of the gateway itself, by <c>x-headgate-*</c> headers and <c>Idempotency-Key</c>.</summary>
internal sealed record RequestOptions
{
    /// <summary>No header sent.</summary>
    public static RequestOptions None { get; } = new();

    /// <summary><c>x-headgate-metadata</c>: at most 16 names of 64 bytes with values of 512.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary><c>x-headgate-session</c>, else the session or thread id that a known agent sends.</summary>
    public string? Session { get; init; }

    /// <summary><c>Idempotency-Key</c>: 1 to 255 printable ASCII characters; null when none was sent, or it means nothing here.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary><c>x-headgate-timeout</c>: bounds the whole request.</summary>
    public TimeSpan? Timeout { get; init; }
}
