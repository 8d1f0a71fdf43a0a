using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Framing;

/// <summary>
/// Collects a stream of <c>application/vnd.amazon.eventstream</c>, however its bytes are split, and gives out each frame as an event: its
/// name is the frame's <c>:event-type</c>, its data the payload. Both checksums are checked. Pooled memory, one owner, no I/O.
/// </summary>
/// <remarks>
/// Exceptions and errors come as the event <c>error</c> with <c>{"type":"error","error":{"type","message"}}</c>; a damaged frame comes as data
/// that is no JSON, and nothing behind it is read. The format: https://smithy.io/2.0/aws/amazon-eventstream.html, read 2026-11-22.
/// </remarks>
public sealed class AwsEventBuffer(int maxEventBytes) : IEventBuffer
{
    private const int LengthsLength = 8;
    private const int ChecksumLength = 4;
    private const int PreludeLength = LengthsLength + ChecksumLength;

    private readonly HeldBytes _held = new();
    private readonly ArrayBufferWriter<byte> _error = new();
    private bool _isDamaged;

    /// <inheritdoc />
    public bool Overflowed { get; private set; }

    /// <inheritdoc />
    public Memory<byte> GetMemory() => _held.GetMemory();

    /// <inheritdoc />
    public void Advance(int count) => _held.Advance(count);

    /// <inheritdoc />
    public bool TryRead(out SseEvent streamEvent)
    {
        streamEvent = default;
        ReadOnlySpan<byte> held = _held.Span;
        if (_isDamaged || Overflowed || held.Length < PreludeLength)
        {
            return false;
        }

        long length = BinaryPrimitives.ReadUInt32BigEndian(held);
        long headersLength = BinaryPrimitives.ReadUInt32BigEndian(held[sizeof(uint)..]);
        if (!IsSound(held[..PreludeLength]) || PreludeLength + headersLength + ChecksumLength > length)
        {
            return Damaged(out streamEvent);
        }

        Overflowed = length > maxEventBytes;
        if (Overflowed || held.Length < length)
        {
            return false;
        }

        ReadOnlySpan<byte> frame = held[..(int)length];
        int payloadStart = PreludeLength + (int)headersLength;
        if (!IsSound(frame) || !AwsEventHeaders.TryRead(frame[PreludeLength..payloadStart], out AwsEventHeaders headers))
        {
            return Damaged(out streamEvent);
        }

        _held.Take((int)length);
        ReadOnlySpan<byte> payload = frame[payloadStart..^ChecksumLength];
        streamEvent = headers.Fault.IsEmpty
            ? new SseEvent { Raw = frame, Name = headers.EventType, Data = payload }
            : new SseEvent { Raw = frame, Name = "error"u8, Data = WriteError(headers, payload) };
        return true;
    }

    /// <summary>Never reads one: a frame says how long it is, so that a part of one is no event.</summary>
    public bool TryReadRest(out SseEvent streamEvent)
    {
        streamEvent = default;
        return false;
    }

    /// <inheritdoc />
    public void Dispose() => _held.Dispose();

    // The last four bytes are the checksum of those before.
    private static bool IsSound(ReadOnlySpan<byte> bytes) =>
        Crc32.Of(bytes[..^ChecksumLength]) == BinaryPrimitives.ReadUInt32BigEndian(bytes[^ChecksumLength..]);

    private bool Damaged(out SseEvent streamEvent)
    {
        _isDamaged = true;
        streamEvent = new SseEvent { Raw = default, Name = default, Data = "damaged"u8 };
        return true;
    }

    private ReadOnlySpan<byte> WriteError(scoped in AwsEventHeaders headers, scoped ReadOnlySpan<byte> payload)
    {
        _error.ResetWrittenCount();
        using Utf8JsonWriter writer = JsonOutput.Open(_error);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "error"u8);
        writer.WriteStartObject("error"u8);
        writer.WriteString("type"u8, Encoding.UTF8.GetString(headers.Fault));
        writer.WriteString("message"u8, headers.FaultMessage.IsEmpty ? ErrorTable.ReadVendor(payload).Message : Encoding.UTF8.GetString(headers.FaultMessage));
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return _error.WrittenSpan;
    }
}
