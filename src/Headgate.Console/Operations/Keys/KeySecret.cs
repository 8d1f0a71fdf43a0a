using System.Buffers.Text;
using System.Security.Cryptography;

namespace Headgate.Console.Operations.Keys;

/// <summary>Makes the secrets of virtual keys.</summary>
public static class KeySecret
{
    private const int RandomBytes = 32;

    /// <summary>A new secret: <c>hg-</c> and 43 base64url characters that hold 256 random bits.</summary>
    public static string Create()
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        return "hg-" + Base64Url.EncodeToString(random);
    }
}
