using System.Security.Cryptography;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Providers.Aws;

/// <summary>SHA-256 of a body as AWS's signature has it: lower-case hex.</summary>
internal static class BodyHash
{
    /// <summary>That of no body.</summary>
    public static string OfNothing { get; } = Convert.ToHexStringLower(SHA256.HashData([]));

    /// <summary>That of a body in pieces.</summary>
    public static string Of(SplicedBody body)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ReadOnlyMemory<byte> piece in body.Pieces ?? [])
        {
            hash.AppendData(piece.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
