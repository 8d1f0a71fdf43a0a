using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>Addresses.</summary>
internal static class Addresses
{
    /// <summary>Where to listen.</summary>
    public static ScalarShape<ListenAddress> Listen { get; } = new("listen address", ListenAddress.Parse);

    /// <summary>An address or a range of addresses.</summary>
    public static ScalarShape<AddressRange> Range { get; } = new("address or range", AddressRange.Parse);

    /// <summary>The base URL of a vendor: http or https, nothing behind the path, no credentials.</summary>
    public static ScalarShape<Uri> BaseUrl { get; } = new("URL", (string text, out Uri value) =>
        !TryUrl(text, out value) ? "is no http or https URL"
        : value.UserInfo.Length > 0 ? "holds credentials; write them as `api_key`"
        : value.Query.Length > 0 || value.Fragment.Length > 0 ? "ends in a query or a fragment; only a path may stand there"
        : null)
    {
        IsSecretWhenWrong = true,
    };

    /// <summary>An outbound proxy; may hold credentials, which are never shown.</summary>
    public static ScalarShape<Uri> Proxy { get; } = new("URL", (string text, out Uri value) =>
        !TryUrl(text, out value) ? "is no http or https URL"
        : value.AbsolutePath != "/" || value.Query.Length > 0 || value.Fragment.Length > 0
            ? "has more than a scheme, credentials, a host and a port"
        : null)
    {
        IsSecretWhenWrong = true,
        MayHoldSecret = true,
        Effective = (json, value) => json.WriteStringValue(
            value.UserInfo.Length == 0 ? value.GetLeftPart(UriPartial.Authority) : $"{value.Scheme}://***@{value.Authority}"),
    };

    private static bool TryUrl(string text, out Uri value) =>
        Uri.TryCreate(text, UriKind.Absolute, out value!) && value.Scheme is "http" or "https" && value.Host.Length > 0;
}
