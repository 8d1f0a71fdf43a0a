using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Framing;

namespace Headgate.Gateway.Raw.Forms;

/// <summary>A body in pieces as a stream, from where it lies; its memory is held as long as the stream is.</summary>
internal sealed class PieceStream : ReadStream
{
    private readonly SplicedBody _body;
    private readonly BodyBuffer _owner;
    private int _piece;
    private int _at;
    private bool _isHeld;

    public PieceStream(SplicedBody body, BodyBuffer owner) => (_body, _owner, _isHeld) = (body, owner, owner.TryHold());

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_piece < _body.Pieces.Length && _at == _body.Pieces[_piece].Length)
        {
            (_piece, _at) = (_piece + 1, 0);
        }

        if (_piece == _body.Pieces.Length || !_isHeld)
        {
            return new(0);
        }

        ReadOnlyMemory<byte> left = _body.Pieces[_piece][_at..];
        int taken = Math.Min(buffer.Length, left.Length);
        left.Span[..taken].CopyTo(buffer.Span);
        _at += taken;
        return new(taken);
    }

    protected override void Dispose(bool disposing)
    {
        if (_isHeld)
        {
            _isHeld = false;
            _owner.Release();
        }

        base.Dispose(disposing);
    }
}
