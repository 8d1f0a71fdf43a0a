using System.Buffers.Binary;
using System.Text;

namespace Headgate.Llm.Tests.Framing;

/// <summary>Writes frames of <c>application/vnd.amazon.eventstream</c>, byte by byte from the format's description.</summary>
internal static class AwsFrames
{
    public static byte[] Event(string type, string payload) =>
        Frame(Encoding.UTF8.GetBytes(payload), (":message-type", "event"), (":event-type", type), (":content-type", "application/json"));

    public static byte[] Exception(string type, string payload) =>
        Frame(Encoding.UTF8.GetBytes(payload), (":message-type", "exception"), (":exception-type", type), (":content-type", "application/json"));

    public static byte[] Frame(byte[] payload, params (string Name, string Value)[] headers) =>
        Raw(payload, [.. headers.SelectMany(header => TextHeader(header.Name, header.Value))]);

    public static byte[] Raw(byte[] payload, byte[] headers)
    {
        byte[] prelude = [.. BigEndian((uint)(16 + headers.Length + payload.Length)), .. BigEndian((uint)headers.Length)];
        byte[] message = [.. prelude, .. BigEndian(Checksum(prelude)), .. headers, .. payload];
        return [.. message, .. BigEndian(Checksum(message))];
    }

    public static byte[] TextHeader(string name, string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value);
        return [(byte)name.Length, .. Encoding.UTF8.GetBytes(name), 7, (byte)(text.Length >> 8), (byte)text.Length, .. text];
    }

    // Bit by bit, after RFC 1952.
    public static uint Checksum(byte[] bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }

    private static byte[] BigEndian(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
