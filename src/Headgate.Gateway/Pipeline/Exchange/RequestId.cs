using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>
/// Makes request ids: <c>req_</c> and a version-7 UUID, so that they sort by time. They are unique, not secret: their random bits are mixed
/// from a counter that starts at a random place, because the system's own randomness costs a call into the kernel each time.
/// </summary>
public static class RequestId
{
    private const string Prefix = "req_";
    private static ulong _drawn = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>A new id.</summary>
    public static string New(DateTimeOffset now) => string.Create(36, NewUuid(now), static (span, uuid) =>
    {
        Prefix.CopyTo(span);
        uuid.TryFormat(span[Prefix.Length..], out _, "N");
    });

    /// <summary>What is behind the prefix: for ids of other kinds that belong to the request.</summary>
    public static string StemOf(string id) => id[Prefix.Length..];

    /// <summary>RFC 9562, version 7: 48 bits of milliseconds, the version, 12 random bits, the variant, 62 random bits.</summary>
    private static Guid NewUuid(DateTimeOffset now)
    {
        ulong first = Draw.Mix(Interlocked.Increment(ref _drawn));
        ulong second = Draw.Mix(first);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)now.ToUnixTimeMilliseconds() << 16) | 0x7000 | (first & 0xFFF));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (second >> 2) | 0x8000_0000_0000_0000);
        return new Guid(bytes, bigEndian: true);
    }
}
