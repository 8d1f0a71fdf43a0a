using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Headgate.Gateway.Identity;

/// <summary>
/// SHA-256 of a secret, or of what else is only to be known again, as a 256-bit value that can be looked up. Found by digest, a secret is never
/// compared byte by byte.
/// </summary>
public readonly record struct KeyDigest(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Digests a secret.</summary>
    public static KeyDigest Of(ReadOnlySpan<char> secret)
    {
        Span<byte> utf8 = secret.Length <= 256 ? stackalloc byte[768] : new byte[Encoding.UTF8.GetMaxByteCount(secret.Length)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(secret, utf8)], hash);
        return FromHash(hash);
    }

    /// <summary>Takes the 32 bytes of a SHA-256.</summary>
    public static KeyDigest FromHash(ReadOnlySpan<byte> hash)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(hash[..SHA256.HashSizeInBytes]);
        return new KeyDigest(words[0], words[1], words[2], words[3]);
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> hash)
    {
        ReadOnlySpan<ulong> words = [A, B, C, D];
        MemoryMarshal.AsBytes(words).CopyTo(hash);
    }

    /// <summary>Reads 64 hex digits; null when it is something else.</summary>
    public static KeyDigest? Parse(string hex)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return hex.Length == 2 * SHA256.HashSizeInBytes
            && Convert.FromHexString(hex, hash, out _, out int written) == System.Buffers.OperationStatus.Done && written == hash.Length
            ? FromHash(hash)
            : null;
    }

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString()
    {
        Span<ulong> words = [A, B, C, D];
        return Convert.ToHexStringLower(MemoryMarshal.AsBytes(words));
    }

    /// <inheritdoc />
    public override int GetHashCode() => (int)A; // a digest is as random as any hash of it
}
