using System.Buffers;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>The way back to the client. One writer at a time.</summary>
public interface IClientReply
{
    /// <summary>True once status and headers are committed.</summary>
    bool HasStarted { get; }

    /// <summary>Sets a header; before <see cref="Start"/> only.</summary>
    void SetHeader(string name, string value);

    /// <summary>Commits status and headers with the next flush.</summary>
    void Start(int status, string contentType, long? contentLength);

    /// <summary>Where the body goes; after <see cref="Start"/> only.</summary>
    IBufferWriter<byte> Body { get; }

    /// <summary>Sends what was written. Throws <see cref="OperationCanceledException"/> when the client is gone.</summary>
    ValueTask FlushAsync(CancellationToken cancellation);

    /// <summary>Breaks the connection, so that a half-sent reply cannot pass as a whole one.</summary>
    void Abort();
}
