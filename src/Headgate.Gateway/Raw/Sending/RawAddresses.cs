using Headgate.Gateway.Config;

namespace Headgate.Gateway.Raw.Sending;

/// <summary>Addresses of calls that pass verbatim. None leaves the host of the provider's base URL.</summary>
internal static class RawAddresses
{
    /// <summary>A path below a provider's base URL.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="path">The path, without a leading slash.</param>
    /// <param name="query">The query with its question mark, or nothing.</param>
    public static Uri Below(Provider provider, string path, string query)
    {
        Uri baseUrl = provider.Endpoint.BaseUrl;
        string own = baseUrl.Query;
        string both = own.Length > 1 && query.Length > 1 ? $"{own}&{query.AsSpan(1)}" : own + query;
        return new Uri($"{baseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}{both}");
    }

    /// <summary>A path of a provider's host; null when the address made of it would be read as another.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="path">The path with its leading slash, encoded.</param>
    /// <param name="query">The query with its question mark, or nothing.</param>
    public static Uri? OfHost(Provider provider, string path, string query)
    {
        Uri baseUrl = provider.Endpoint.BaseUrl;
        return Uri.TryCreate(baseUrl.GetLeftPart(UriPartial.Authority) + path + query, UriKind.Absolute, out Uri? address)
            && address.Scheme == baseUrl.Scheme && address.Authority == baseUrl.Authority && address.AbsolutePath == path
            ? address
            : null;
    }
}
