namespace Headgate.Gateway.Config;

/// <summary>The <c>timeouts:</c> of an alias.</summary>
public sealed record TimeoutOptions
{
    /// <summary><c>connect</c>: making a connection, TLS included. Default 5 s.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// <c>first_token</c>: from sending a call to its first content event (a reply that is not streamed: to its headers). Default
    /// off (null).
    /// </summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>
    /// <c>idle</c>: silence of the vendor, reset by every byte. Default 120 s. A reply that is not streamed may be silent until its
    /// first byte.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary><c>total</c>: the whole request, all attempts and the stream. Default 30 min.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(30);
}
