using System.Buffers;
using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>
/// Reads <c>x-headgate-provider-key</c>: <c>openai=sk-…, claude=sk-ant-…</c>, or the secret alone where the model is at one provider. A secret goes to
/// the provider it is for and to no other, and no message repeats any of it.
/// </summary>
internal static class BroughtCredentialsReader
{
    /// <summary>Shorter ones could not be struck out of a vendor's words.</summary>
    private const int Shortest = 8;

    private const int Longest = 4096;

    private static readonly SearchValues<char> Signs =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-./:;<=>?@^_`|~()[]{}");

    /// <summary>What the caller brought for the providers of a model; an error when that may not be, or cannot be told whose it is.</summary>
    /// <param name="request">The call.</param>
    /// <param name="key">The caller's key.</param>
    /// <param name="alias">What is asked for.</param>
    public static Outcome<BroughtCredentials> Read(IClientRequest request, VirtualKey key, ModelAlias alias)
    {
        if (request.Headers[BroughtCredentials.Header] is not { } written)
        {
            return BroughtCredentials.None;
        }

        if (!key.MayBringCredentials)
        {
            return NotAllowed();
        }

        Dictionary<string, Provider> providers =
            alias.Providers.DistinctBy(provider => provider.Name).ToDictionary(provider => provider.Name, StringComparer.Ordinal);
        string[] parts = written.Split(',', StringSplitOptions.TrimEntries);
        if (parts is [var only] && NameLength(only) == 0)
        {
            return providers.Count == 1
                ? Take([KeyValuePair.Create(providers.Keys.Single(), only)], providers, alias)
                : Wrong("must say for which provider each credential is, as in `provider=secret`, for the model has several.");
        }

        return parts.All(part => NameLength(part) > 0)
            ? Take([.. parts.Select(part => KeyValuePair.Create(part[..NameLength(part)], part[(NameLength(part) + 1)..]))], providers, alias)
            : Wrong("must be one secret, or `provider=secret` several times with commas between.");
    }

    /// <summary>Why a call that passes verbatim may not bring a credential; null when it does not.</summary>
    public static GatewayError? RefuseUnread(IClientRequest request, VirtualKey key) =>
        request.Headers[BroughtCredentials.Header] is null ? null
        : !key.MayBringCredentials ? NotAllowed()
        : Wrong("has no meaning here: this call is made with the gateway's own credential. Send it without the header.");

    private static Outcome<BroughtCredentials> Take(
        ImmutableArray<KeyValuePair<string, string>> named, Dictionary<string, Provider> providers, ModelAlias alias)
    {
        var brought = ImmutableDictionary.CreateBuilder<string, Credential>(StringComparer.Ordinal);
        foreach ((string name, string secret) in named)
        {
            if (secret.Length is < Shortest or > Longest || secret.AsSpan().ContainsAnyExcept(Signs))
            {
                return Wrong($"has a secret that is none: {Shortest} to {Longest} printable signs without spaces, quotes and commas.");
            }

            // Clients send the same header whatever model they ask for.
            if (!providers.TryGetValue(name, out Provider? provider))
            {
                continue;
            }

            if (!provider.TakesBroughtCredentials)
            {
                return Wrong($"cannot have a credential for '{name}': that provider's calls are not authorized by a single secret.");
            }

            if (!brought.TryAdd(name, Credential.Brought(name, secret)))
            {
                return Wrong($"has two credentials for '{name}'.");
            }
        }

        return brought.Count > 0 ? new BroughtCredentials(brought.ToImmutable()) : Wrong($"has no credential for a provider of the model '{alias.Name}'.");
    }

    /// <summary>The length of the provider's name before the first <c>=</c>; 0 without one. A secret may end with such signs.</summary>
    private static int NameLength(string part) => part.AsSpan().TrimEnd('=').IndexOf('=') is var length and > 0 ? length : 0;

    private static GatewayError NotAllowed() =>
        new(ErrorKind.OptionNotAllowed, $"This API key may not bring a provider's credential ({BroughtCredentials.Header}).")
        {
            Param = BroughtCredentials.Header,
        };

    private static GatewayError Wrong(string what) =>
        new(ErrorKind.InvalidRequest, $"The header {BroughtCredentials.Header} {what}") { Param = BroughtCredentials.Header };
}
