namespace Headgate.Gateway.Raw.Forms;

/// <summary>A stream with one stretch of it replaced.</summary>
internal sealed class SplicedStream(Stream original, long start, long end, ReadOnlyMemory<byte> replacement) : ReadStream
{
    private readonly byte[] _skipped = new byte[end - start];
    private long _at;
    private ReadOnlyMemory<byte> _replacement = replacement;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at < start)
        {
            return Passed(await original.ReadAsync(buffer[..(int)Math.Min(buffer.Length, start - _at)], cancellationToken));
        }

        if (!_replacement.IsEmpty)
        {
            int taken = Math.Min(buffer.Length, _replacement.Length);
            _replacement.Span[..taken].CopyTo(buffer.Span);
            _replacement = _replacement[taken..];
            return taken;
        }

        while (_at < end)
        {
            int skipped = Passed(await original.ReadAsync(_skipped.AsMemory(0, (int)(end - _at)), cancellationToken));
            if (skipped == 0)
            {
                return 0;
            }
        }

        return Passed(await original.ReadAsync(buffer, cancellationToken));
    }

    private int Passed(int read)
    {
        _at += read;
        return read;
    }
}
