using System.Security.Cryptography;
using System.Text;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Raw;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Replays;

/// <summary>Makes the marks of requests. No header but the key itself is in them: a credential is neither kept nor digested.</summary>
internal static class RequestMarks
{
    /// <summary>The header's name.</summary>
    public const string Header = "idempotency-key";

    /// <summary>The mark of a request.</summary>
    /// <param name="idempotencyKey">The client's own word for it.</param>
    /// <param name="keyId">The virtual key's id: one client's words say nothing about another's.</param>
    /// <param name="protocol">How it is asked.</param>
    /// <param name="request">The call, for what its path and query say.</param>
    /// <param name="body">The body as it was sent.</param>
    public static RequestMark Of(string idempotencyKey, string keyId, NativeProtocol protocol, IClientRequest request, ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(digest, keyId);
        Append(digest, protocol.Protocol.ToString());
        Append(digest, idempotencyKey);
        digest.GetHashAndReset(hash);
        var key = KeyDigest.FromHash(hash);

        digest.AppendData(hash);
        Append(digest, request.PathModel ?? "");
        Append(digest, request.IsStreamInPath ? "stream" : "");
        Append(digest, request.Query.Length == 0 ? "" : new QueryText(request.Query).Keep(static name => name != "key")); // a credential
        digest.AppendData(body);
        digest.GetHashAndReset(hash);
        return new RequestMark(key, KeyDigest.FromHash(hash));
    }

    private static void Append(IncrementalHash digest, string part)
    {
        digest.AppendData(Encoding.UTF8.GetBytes(part));
        digest.AppendData([0]);
    }
}
