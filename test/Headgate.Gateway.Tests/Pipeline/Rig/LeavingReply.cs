using System.Buffers;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>A client whose leaving shows on a flush before the web server says so by its token.</summary>
internal sealed class LeavingReply(int flushesBefore) : IClientReply
{
    private readonly FakeReply _reply = new();
    private int _left = flushesBefore;

    public bool HasStarted => _reply.HasStarted;

    public IBufferWriter<byte> Body => _reply.Body;

    public string Text => _reply.Text;

    public void SetHeader(string name, string value) => _reply.SetHeader(name, value);

    public void Start(int status, string contentType, long? contentLength) => _reply.Start(status, contentType, contentLength);

    public ValueTask FlushAsync(CancellationToken cancellation) => _left-- > 0 ? _reply.FlushAsync(cancellation) : throw new ClientGoneException();

    public void Abort() => _reply.Abort();
}
