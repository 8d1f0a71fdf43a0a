using System.Buffers;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>Takes bytes that nobody reads: what is written over them is all the same.</summary>
internal sealed class DiscardedBytes : IBufferWriter<byte>
{
    private byte[] _room = new byte[4096];

    public void Advance(int count)
    {
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _room = _room.Length >= sizeHint ? _room : new byte[sizeHint];

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
