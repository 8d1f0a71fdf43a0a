using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Raw.Forms;

namespace Headgate.Gateway.Raw.Sending;

/// <summary>An answer that passes by: every byte touches the clock, and the last ones are kept for the usage in them.</summary>
internal sealed class TappedStream(Stream answer, AttemptClock clock, RawTail tail) : ReadStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        clock.Touch();
        int read = await answer.ReadAsync(buffer, cancellationToken);
        clock.Suspend(); // until the next read it is the client who is slow
        tail.Add(buffer.Span[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            answer.Dispose();
        }

        base.Dispose(disposing);
    }
}
