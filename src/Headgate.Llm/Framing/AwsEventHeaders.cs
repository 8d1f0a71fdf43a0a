using System.Buffers.Binary;

namespace Headgate.Llm.Framing;

/// <summary>
/// What a frame of <c>application/vnd.amazon.eventstream</c> says of itself. Empty where it does not say it. Valid as long as the frame.
/// </summary>
internal ref struct AwsEventHeaders
{
    private const byte Bytes = 6;
    private const byte Text = 7;

    /// <summary>event, exception or error.</summary>
    public ReadOnlySpan<byte> MessageType { get; private set; }

    /// <summary>Which event: <c>contentBlockDelta</c>.</summary>
    public ReadOnlySpan<byte> EventType { get; private set; }

    /// <summary>Which exception (<c>throttlingException</c>), or the code of an error.</summary>
    public ReadOnlySpan<byte> Fault { get; private set; }

    /// <summary>The sentence of an error, which has no payload.</summary>
    public ReadOnlySpan<byte> FaultMessage { get; private set; }

    /// <summary>Reads a frame's headers; false when they do not fit into each other.</summary>
    public static bool TryRead(ReadOnlySpan<byte> headers, out AwsEventHeaders read)
    {
        read = default;
        while (!headers.IsEmpty)
        {
            int nameLength = headers[0];
            if (headers.Length < nameLength + 2)
            {
                return false;
            }

            ReadOnlySpan<byte> name = headers.Slice(1, nameLength);
            byte type = headers[nameLength + 1];
            headers = headers[(nameLength + 2)..];
            if (!TryMeasure(headers, type, out int start, out int end))
            {
                return false;
            }

            if (type == Text)
            {
                read.Take(name, headers[start..end]);
            }

            headers = headers[end..];
        }

        return true;
    }

    private void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual(":message-type"u8))
        {
            MessageType = value;
        }
        else if (name.SequenceEqual(":event-type"u8))
        {
            EventType = value;
        }
        else if (name.SequenceEqual(":exception-type"u8) || name.SequenceEqual(":error-code"u8))
        {
            Fault = value;
        }
        else if (name.SequenceEqual(":error-message"u8))
        {
            FaultMessage = value;
        }
    }

    // Where a value lies that headers go on with.
    private static bool TryMeasure(ReadOnlySpan<byte> headers, byte type, out int start, out int end)
    {
        bool tellsLength = type is Bytes or Text;
        start = tellsLength ? sizeof(ushort) : 0;
        end = start;
        if (headers.Length < start)
        {
            return false;
        }

        int? length = tellsLength ? BinaryPrimitives.ReadUInt16BigEndian(headers) : LengthOf(type);
        end += length ?? 0;
        return length is not null && end <= headers.Length;
    }

    // Of values whose length their type says: true, false, a byte, 16, 32 and 64 bits, a time, a UUID.
    private static int? LengthOf(byte type) => type switch
    {
        0 or 1 => 0,
        2 => 1,
        3 => 2,
        4 => 4,
        5 or 8 => 8,
        9 => 16,
        _ => null,
    };
}
