using System.Security.Cryptography;
using System.Text;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Credentials;

/// <summary>What is exchanged for access tokens, and where. Immutable; never printed.</summary>
public abstract class TokenGrant
{
    private protected TokenGrant(Endpoint endpoint, params ReadOnlySpan<string> parts)
    {
        Endpoint = endpoint;
        Id = Hash([endpoint.BaseUrl.AbsoluteUri, endpoint.Proxy?.OriginalString ?? "", endpoint.CaFile ?? "", endpoint.CaHash ?? "", .. parts]);
    }

    /// <summary>The SHA-256 of all that it consists of, in hex: equal grants share their tokens.</summary>
    public string Id { get; }

    /// <summary>The issuer's token endpoint.</summary>
    public Endpoint Endpoint { get; }

    /// <summary>Who issues the tokens, for operators.</summary>
    public abstract string Issuer { get; }

    /// <summary>The form that asks for a token.</summary>
    /// <param name="now">The time, for a grant that is signed.</param>
    internal abstract FormUrlEncodedContent Form(DateTimeOffset now);

    /// <summary>What the operator should look at when the issuer refuses.</summary>
    /// <param name="error">OAuth's word for why: <c>invalid_grant</c>; null when it gave none.</param>
    internal abstract string Advice(string? error);

    private static string Hash(string[] parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{part.Length}:{part}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
