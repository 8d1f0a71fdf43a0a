using System.Collections.Immutable;
using System.Net;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Authenticate;

/// <summary>Virtual key → caller. The secret is digested and looked up; nothing is compared byte by byte and nothing is kept.</summary>
internal sealed class AuthenticateRoom(TimeProvider time)
{
    /// <summary>Who calls where no key is asked for.</summary>
    public static readonly Caller Anonymous = new(new VirtualKey
    {
        Id = "anonymous", Name = "anonymous", Digest = default, Models = ["*", "sim/*"], SeesDiagnostics = true, Layer = ConfigLayer.File,
    });

    /// <summary>Before the key, where a browser sends it among a WebSocket's subprotocols, as OpenAI has them.</summary>
    public const string KeySubprotocol = "openai-insecure-api-key.";

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

        KeyDigest digest = request.Connection.DigestOf(secret);
        DateTimeOffset now = time.GetUtcNow();
        if (config.Keys.Find(digest) is not { } key || (digest != key.Digest && key.Prior?.Until <= now))
        {
            return new GatewayError(ErrorKind.InvalidApiKey, "The API key is unknown or was revoked. Use a virtual key that this gateway issued.");
        }

        if (key.Expires is { } end && end <= now)
        {
            return new GatewayError(ErrorKind.KeyExpired, "The API key has expired. Ask the gateway's operator for a new one.");
        }

        return key.AllowedIps.IsEmpty || MayCallFrom(ClientAddress.Of(request, config.Server.TrustedProxies), key)
            ? new Caller(key)
            : new GatewayError(ErrorKind.AddressNotAllowed, "This API key may not be used from this address.");
    }

    private static bool MayCallFrom(IPAddress? address, VirtualKey key) => address is not null && AddressRange.Contain(key.AllowedIps, address);

    /// <summary>The one secret that was sent, in whichever header; clients send it in several as long as they agree.</summary>
    private static GatewayError? Present(IClientRequest request, out ReadOnlyMemory<char> secret)
    {
        secret = Bearer(request.Headers["authorization"].AsMemory());
        foreach (string header in KeyHeaders)
        {
            if (!TryAdd(request.Headers[header].AsMemory(), ref secret))
            {
                return Conflict();
            }
        }

        if (!TryAdd(InSubprotocols(request.Headers["sec-websocket-protocol"]), ref secret)
            || (request.TakesKeyInQuery && !TryAdd(InQuery(request.Query), ref secret)))
        {
            return Conflict();
        }

        return secret.IsEmpty
            ? new GatewayError(ErrorKind.InvalidApiKey, "No API key was sent. Send a virtual key as 'Authorization: Bearer KEY' or 'x-api-key: KEY'.")
            : null;
    }

    /// <summary>False when another secret was found before.</summary>
    private static bool TryAdd(ReadOnlyMemory<char> other, ref ReadOnlyMemory<char> secret)
    {
        bool agrees = other.IsEmpty || secret.IsEmpty || secret.Span.SequenceEqual(other.Span);
        secret = secret.IsEmpty ? other : secret;
        return agrees;
    }

    private static GatewayError Conflict() =>
        new(ErrorKind.InvalidApiKey, "Several API keys that differ were sent. Send one, or the same in each header.");

    private static ReadOnlyMemory<char> InSubprotocols(string? offered)
    {
        int start = offered?.IndexOf(KeySubprotocol, StringComparison.Ordinal) ?? -1;
        if (start < 0)
        {
            return default;
        }

        ReadOnlyMemory<char> key = offered.AsMemory(start + KeySubprotocol.Length);
        int end = key.Span.IndexOf(',');
        return (end < 0 ? key : key[..end]).Trim();
    }

    private static ReadOnlyMemory<char> InQuery(string query)
    {
        foreach (string parameter in query.TrimStart('?').Split('&'))
        {
            if (parameter.StartsWith("key=", StringComparison.Ordinal))
            {
                return Uri.UnescapeDataString(parameter["key=".Length..]).AsMemory();
            }
        }

        return default;
    }

    private static ReadOnlyMemory<char> Bearer(ReadOnlyMemory<char> authorization) =>
        authorization.Span.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase) ? authorization[BearerScheme.Length..].Trim() : default;
}
