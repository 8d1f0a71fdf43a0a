namespace Headgate.Gateway.Raw;

/// <summary>
/// Passes one client's call on and its answer back, byte by byte, at the pace of the slower side. The port to the web server's own streams;
/// made for one call.
/// </summary>
public interface IRawRelay
{
    /// <summary>True when the client asks for a WebSocket.</summary>
    bool IsUpgrade { get; }

    /// <summary>
    /// Sends once and returns when both directions have ended. Throws <see cref="HttpRequestException"/>, <see cref="IOException"/> or
    /// <see cref="OperationCanceledException"/> when the call broke, and what <see cref="RawSending.Judge"/> throws. Once a reply has
    /// begun and breaks, the client's connection is broken too: half an answer never passes as a whole one.
    /// </summary>
    ValueTask SendAsync(RawSending sending, CancellationToken cancellation);
}
