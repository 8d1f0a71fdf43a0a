using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers;

/// <summary>Addresses of calls that pass verbatim. None leaves the host of the provider's base URL.</summary>
internal static class RawUris
{
    /// <summary>Where OpenAI's own paths stand; null when the address made of them would be read as another.</summary>
    public static Uri? For(in RawAddress address) => address.Protocol == WireProtocol.Passthrough
        ? OfHost(address, prefix: "/")
        : Below(address.BaseUrl.GetLeftPart(UriPartial.Path), address, Join(address.BaseUrl.Query, Query(address, "model")));

    /// <summary>OpenAI's path below a URL.</summary>
    /// <param name="url">The URL, without a query.</param>
    /// <param name="address">The call.</param>
    /// <param name="query">The query with its question mark, or nothing.</param>
    public static Uri Below(string url, in RawAddress address, string query) => new($"{url.TrimEnd('/')}/{address.Path}{query}");

    /// <summary>A path of the provider's host; null when it does not begin as it must, or the address made of it would be read as another.</summary>
    /// <param name="address">The call.</param>
    /// <param name="prefix">What the path begins with, up to a slash.</param>
    public static Uri? OfHost(in RawAddress address, string prefix) =>
        address.Path.StartsWith(prefix, StringComparison.Ordinal)
        && Uri.TryCreate(address.BaseUrl.GetLeftPart(UriPartial.Authority) + address.Path + address.Query, UriKind.Absolute, out Uri? uri)
        && uri.Scheme == address.BaseUrl.Scheme && uri.Authority == address.BaseUrl.Authority && uri.AbsolutePath == address.Path
            ? uri
            : null;

    /// <summary>The call's query; a session's names its model, which stands in no body.</summary>
    /// <param name="address">The call.</param>
    /// <param name="parameter">What the vendor calls the model.</param>
    public static string Query(in RawAddress address, string parameter) => address.Protocol == WireProtocol.OpenAIRealtime
        ? Join($"?{parameter}={Uri.EscapeDataString(address.Model ?? "")}", address.Query)
        : address.Query ?? "";

    /// <summary>Two queries in one.</summary>
    public static string Join(string query, string? more) => query.Length > 1 && more?.Length > 1 ? $"{query}&{more.AsSpan(1)}" : query + more;
}
