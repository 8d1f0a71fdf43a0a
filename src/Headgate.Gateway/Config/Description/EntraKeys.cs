using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>providers.&lt;name&gt;.entra:</c>.</summary>
internal static class EntraKeys
{
    public static readonly Key<string> TenantId = new(
        "tenant_id", new ScalarShape<string>("tenant", ParseTenant), "The directory's id, or one of its domains.")
    { IsRequired = true };

    public static readonly Key<string> ClientId = new("client_id", Scalars.Text, "The application's id.") { IsRequired = true };

    public static readonly Key<string> ClientSecret = new("client_secret", Scalars.Secret, "The application's secret.") { IsRequired = true };

    public static readonly Key<Uri> Authority = new(
        "authority", Addresses.BaseUrl, "Where tokens are issued: another host in the clouds of some countries.")
    { Default = "https://login.microsoftonline.com" };

    public static readonly Key<string> Scope = new("scope", Scalars.Text, "What the tokens are for.")
    { Default = "https://cognitiveservices.azure.com/.default" };

    public static readonly SectionShape Shape = new(TenantId, ClientId, ClientSecret, Authority, Scope);

    // It becomes part of a URL.
    private static string? ParseTenant(string text, out string value)
    {
        value = text;
        return text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            ? null : "is neither a directory's id nor a domain";
    }
}
