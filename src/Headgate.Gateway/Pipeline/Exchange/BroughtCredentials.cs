using System.Collections.Immutable;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>The credentials that a caller brought along for one request, each for the one provider that is told of it.</summary>
/// <param name="byProvider">The credentials, by the name of the provider.</param>
internal sealed class BroughtCredentials(ImmutableDictionary<string, Credential> byProvider)
{
    /// <summary>The header that they come in.</summary>
    public const string Header = "x-headgate-provider-key";

    /// <summary>Of a request without the header.</summary>
    public static BroughtCredentials None { get; } = new(ImmutableDictionary<string, Credential>.Empty);

    /// <summary>What the caller brought for a provider; null for nothing.</summary>
    public Credential? For(Provider provider) => byProvider.IsEmpty ? null : byProvider.GetValueOrDefault(provider.Name);
}
