using System.Buffers;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Replays;

/// <summary>The way back to a client whose answer is kept beside, also when the client has left and it is read to its end all the same.</summary>
/// <param name="client">The way back.</param>
/// <param name="claim">Keeps the answer.</param>
internal sealed class RecordedReply(IClientReply client, ReplayClaim claim) : IClientReply, IBufferWriter<byte>
{
    private IBufferWriter<byte>? _body;
    private Memory<byte> _given;

    /// <inheritdoc />
    public bool HasStarted => client.HasStarted;

    /// <inheritdoc />
    public IBufferWriter<byte> Body => this;

    /// <inheritdoc />
    public void SetHeader(string name, string value) => client.SetHeader(name, value);

    /// <inheritdoc />
    public void Start(int status, string contentType, long? contentLength)
    {
        claim.Begin(status, contentType, contentLength);
        client.Start(status, contentType, contentLength);
    }

    /// <inheritdoc />
    public ValueTask FlushAsync(CancellationToken cancellation) => client.FlushAsync(cancellation);

    /// <inheritdoc />
    public void Abort() => client.Abort();

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        _body = client.Body; // it is another one once the client has left
        return _given = _body.GetMemory(sizeHint);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc />
    public void Advance(int count)
    {
        claim.Take(_given.Span[..count]);
        _body!.Advance(count);
        _given = _given[count..];
    }
}
