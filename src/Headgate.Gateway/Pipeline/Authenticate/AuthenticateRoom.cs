using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Authenticate;

/// <summary>Virtual key → caller. The secret is digested and looked up; nothing is compared byte by byte and nothing is kept.</summary>
internal sealed class AuthenticateRoom(TimeProvider time)
{
    private static readonly Caller Anonymous = new(new VirtualKey
    {
        Id = "anonymous", Name = "anonymous", Digest = default, Models = ["*", "sim/*"], SeesDiagnostics = true, Layer = ConfigLayer.File,
    });

    private const string BearerScheme = "Bearer ";

    private static readonly ImmutableArray<string> KeyHeaders = ["x-api-key", "api-key", "x-goog-api-key"];

    public Outcome<Caller> Identify(IClientRequest request, ConfigSnapshot config)
    {
        if (!config.AuthRequired)
        {
            return Anonymous;
        }

        if (Present(request, out ReadOnlyMemory<char> secret) is { } error)
        {
            return error;
        }

        if (config.Keys.Find(request.Connection.DigestOf(secret)) is not { } key)
        {
            return new GatewayError(ErrorKind.InvalidApiKey, "The API key is unknown or was revoked. Use a virtual key that this gateway issued.");
        }

        return key.Expires is { } end && end <= time.GetUtcNow()
            ? new GatewayError(ErrorKind.KeyExpired, "The API key has expired. Ask the gateway's operator for a new one.")
            : new Caller(key);
    }

    /// <summary>The one secret that was sent, in whichever header; clients send it in several as long as they agree.</summary>
    private static GatewayError? Present(IClientRequest request, out ReadOnlyMemory<char> secret)
    {
        secret = Bearer(request.Headers["authorization"].AsMemory());
        foreach (string header in KeyHeaders)
        {
            if (request.Headers[header] is not { Length: > 0 } other)
            {
                continue;
            }

            if (!secret.IsEmpty && !secret.Span.SequenceEqual(other))
            {
                return new GatewayError(ErrorKind.InvalidApiKey, "Several API keys that differ were sent. Send one, or the same in each header.");
            }

            secret = secret.IsEmpty ? other.AsMemory() : secret;
        }

        return secret.IsEmpty
            ? new GatewayError(ErrorKind.InvalidApiKey, "No API key was sent. Send a virtual key as 'Authorization: Bearer KEY' or 'x-api-key: KEY'.")
            : null;
    }

    private static ReadOnlyMemory<char> Bearer(ReadOnlyMemory<char> authorization) =>
        authorization.Span.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase) ? authorization[BearerScheme.Length..].Trim() : default;
}
