using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>Where objects lie, and where new ones go.</summary>
internal static class ObjectHome
{
    /// <summary>The header by which a client chooses the provider of a file.</summary>
    public const string Header = "x-headgate-provider";

    /// <summary>
    /// Where an object lies: its provider, by the credential that made it or, when that is gone, the provider's first, for vendors keep
    /// objects by account. Null when the provider is gone or has moved: an id is told to no other host. Null also for what
    /// was made with a credential that its caller brought.
    /// </summary>
    public static Target? Of(OwnedObject owned, string called, ConfigSnapshot config)
    {
        foreach (Provider provider in config.Providers.SelectMany(provider => provider.Places))
        {
            if (CredentialOf(owned, provider) is { } credential)
            {
                return new Target(provider, called, credential);
            }
        }

        return null;
    }

    /// <summary>True when a target is where an object lies.</summary>
    public static bool Is(OwnedObject owned, Target target) => target.Credential.IsBrought
        ? IsAt(owned, target.Provider) && owned.Credential == target.Credential.Id
        : CredentialOf(owned, target.Provider)?.Id == target.Credential.Id;

    /// <summary>Where a new file goes: the provider that the client names, else the first that has files and that the key reaches.</summary>
    public static Outcome<Target> ForFiles(IClientRequest request, Caller caller, NativeProtocol protocol, ConfigSnapshot config)
    {
        string? wanted = request.Headers[Header];
        foreach (Provider provider in config.Providers)
        {
            if ((wanted is null || provider.Name == wanted) && !provider.NeedsBroughtCredential && provider.Vendor.Speaks("").Contains(protocol.Protocol)
                && ProviderAccess.Reaches(caller.Key, provider, config))
            {
                return new Target(provider, protocol.Name, provider.Credentials[0]);
            }
        }

        string which = wanted is null ? "No provider that this API key reaches" : $"No provider of that name ({Header})";
        return new GatewayError(ErrorKind.UnsupportedEndpoint, $"{which} has {protocol.Name}.") { Param = wanted is null ? null : Header };
    }

    private static bool IsAt(OwnedObject owned, Provider provider) =>
        provider.Name == owned.Provider && provider.Endpoint.BaseUrl.AbsoluteUri == owned.Endpoint;

    // What was made with a credential that its caller brought lies in that caller's account, which none of the operator's own reaches.
    private static Credential? CredentialOf(OwnedObject owned, Provider provider) =>
        IsAt(owned, provider) && !provider.NeedsBroughtCredential && !Credential.IsBroughtId(owned.Credential)
            ? provider.Credentials.FirstOrDefault(each => each.Id == owned.Credential) ?? provider.Credentials[0]
            : null;

    /// <summary>Said of what is another's as of what never was.</summary>
    public static GatewayError NotFound(string id, string? param = null) =>
        new(ErrorKind.NotFound, $"There is no object '{id}', or it is not yours.") { Param = param };
}
