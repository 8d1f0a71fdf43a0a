using System.Security.Cryptography;
using System.Text;

namespace Headgate.Simulator.Behaviours;

/// <summary>Signs reasoning as vendors do: opaque to the caller, checkable when it comes back, and worth nothing to a server with
/// another seed. The text is inside, so that even omitted reasoning can be checked.</summary>
internal sealed class Seal(long seed)
{
    private const int MacBytes = 32;
    private readonly byte[] _key = SHA256.HashData(Encoding.UTF8.GetBytes($"simulator seal {seed}"));

    public string Sign(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        return Convert.ToBase64String([.. HMACSHA256.HashData(_key, content), .. content]);
    }

    /// <summary>The text that was signed, or null when the signature is not ours or was touched.</summary>
    public string? Open(string signature)
    {
        var sealedBytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, sealedBytes, out var length) || length < MacBytes)
            return null;
        var content = sealedBytes.AsSpan(MacBytes, length - MacBytes);
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_key, content), sealedBytes.AsSpan(0, MacBytes))
            ? Encoding.UTF8.GetString(content)
            : null;
    }
}
