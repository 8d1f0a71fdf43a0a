using System.Buffers;
using System.Text;
using System.Threading.Channels;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>What a client gets, as it gets it.</summary>
internal sealed class FakeReply : IClientReply
{
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly Channel<string> _flushes = Channel.CreateUnbounded<string>();
    private int _flushed;

    public Dictionary<string, string> Headers { get; } = [];

    public int Status { get; private set; }

    public string? ContentType { get; private set; }

    public bool WasAborted { get; private set; }

    public bool HasStarted { get; private set; }

    public byte[] Bytes => _body.WrittenSpan.ToArray();

    public string Text => Encoding.UTF8.GetString(_body.WrittenSpan);

    public IBufferWriter<byte> Body => HasStarted ? _body : throw new InvalidOperationException("The reply has not started.");

    public void SetHeader(string name, string value) =>
        Headers[name] = HasStarted ? throw new InvalidOperationException("The reply has started.") : value;

    public void Start(int status, string contentType, long? contentLength)
    {
        Assert.False(HasStarted, "A reply starts once.");
        (HasStarted, Status, ContentType) = (true, status, contentType);
    }

    public ValueTask FlushAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        string piece = Encoding.UTF8.GetString(_body.WrittenSpan[_flushed..]);
        _flushed = _body.WrittenCount;
        if (piece.Length > 0)
        {
            _flushes.Writer.TryWrite(piece);
        }

        return ValueTask.CompletedTask;
    }

    public void Abort() => WasAborted = true;

    /// <summary>Waits for the next thing that is sent.</summary>
    public async Task<string> NextFlushAsync() => await _flushes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit);
}
