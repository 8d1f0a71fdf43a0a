using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Headgate.Gateway.Config;
using Headgate.Llm.Protocols;

namespace Headgate.Console.Operations.Health;

/// <summary>A configured vendor.</summary>
/// <param name="Name">The name that clients use.</param>
/// <param name="Type">The vendor's name in the catalogue.</param>
/// <param name="BaseUrl">Where it is reached, without any credential; the first of its servers where it has several.</param>
/// <param name="Protocols">The protocols it speaks, best first.</param>
/// <param name="Credentials">Ids of its credentials, which do not give them away.</param>
/// <param name="Models">Its allow-list of upstream names; empty = any.</param>
/// <param name="Source"><c>file</c>: from a config file or the environment, read-only here. <c>store</c>: made at run time.</param>
public sealed record ProviderView(
    string Name,
    string Type,
    string BaseUrl,
    ImmutableArray<string> Protocols,
    ImmutableArray<string> Credentials,
    ImmutableArray<string> Models,
    [property: JsonConverter(typeof(SnakeCaseEnumConverter<ConfigLayer>))] ConfigLayer Source)
{
    internal static ProviderView Of(Provider provider) => new(
        provider.Name,
        provider.Row.Type,
        WithoutCredentials(provider.Endpoint.BaseUrl),
        [.. provider.Vendor.Speaks("").Select(protocol => NativeProtocols.Get(protocol).Name)],
        [.. provider.Places.SelectMany(place => place.Credentials).Select(credential => credential.Id)],
        provider.Models,
        provider.Layer);

    private static string WithoutCredentials(Uri url) =>
        url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
