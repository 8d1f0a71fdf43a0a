using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Headgate.Simulator.Bedrock;

/// <summary>Writes frames of <c>application/vnd.amazon.eventstream</c>: https://smithy.io/2.0/aws/amazon-eventstream.html (read 2026-11-22).</summary>
internal static class EventFrames
{
    public const string ContentType = "application/vnd.amazon.eventstream";

    private const int PreludeLength = 12;
    private const int SumLength = 4;
    private const byte Text = 7;

    /// <summary>One frame; a name that ends in Exception makes it an exception.</summary>
    public static void Write(string name, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        var isException = name.EndsWith("Exception", StringComparison.Ordinal);
        byte[] headers =
        [
            .. Header(":message-type", isException ? "exception" : "event"), .. Header(isException ? ":exception-type" : ":event-type", name),
            .. Header(":content-type", "application/json"),
        ];
        var frame = new byte[PreludeLength + headers.Length + payload.Length + SumLength];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Sum(frame.AsSpan(0, 8)));
        headers.CopyTo(frame, PreludeLength);
        payload.CopyTo(frame.AsSpan(PreludeLength + headers.Length));
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - SumLength), Sum(frame.AsSpan(0, frame.Length - SumLength)));
        output.Write(frame);
    }

    private static byte[] Header(string name, string value) =>
        [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), Text, 0, (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    // CRC-32, bit by bit: RFC 1952.
    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }
}
