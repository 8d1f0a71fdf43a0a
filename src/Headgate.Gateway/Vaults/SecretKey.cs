using System.Buffers.Text;
using System.Security.Cryptography;

namespace Headgate.Gateway.Vaults;

/// <summary>A key that secrets are sealed with, derived from what the operator gave. Printed by its id alone.</summary>
public sealed class SecretKey
{
    internal const int IdBytes = 8;

    private const int LeastBytes = 32;
    private const int MostCharacters = 4096;

    private readonly byte[] _key;
    private readonly byte[] _id;

    private SecretKey(byte[] given)
    {
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, given, 32, salt: null, info: "headgate credentials v1"u8.ToArray());
        _id = SHA256.HashData([.. "headgate credentials key id v1"u8, .. _key])[..IdBytes];
    }

    /// <summary>Tells keys apart without giving them away: 16 hex digits.</summary>
    public string Id => Convert.ToHexStringLower(_id);

    internal ReadOnlySpan<byte> IdSpan => _id;

    /// <summary>Reads base64 (either alphabet) of at least 32 bytes; null when it is none, and then <paramref name="wrong"/> says why.</summary>
    public static SecretKey? Parse(string text, out string wrong)
    {
        wrong = "is not base64";
        if (text.Length > MostCharacters)
        {
            wrong = $"is longer than {MostCharacters} characters";
            return null;
        }

        string plain = text.Trim().Replace('+', '-').Replace('/', '_').TrimEnd('=');
        if (!Base64Url.IsValid(plain))
        {
            return null;
        }

        byte[] given = Base64Url.DecodeFromChars(plain);
        wrong = $"holds {given.Length} bytes, and {LeastBytes} are the least";
        return given.Length < LeastBytes ? null : new SecretKey(given);
    }

    /// <inheritdoc />
    public override string ToString() => Id;

    internal AesGcm Cipher(int tagBytes) => new(_key, tagBytes);
}
