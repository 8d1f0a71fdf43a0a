using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>server.tls:</c>.</summary>
internal static class TlsKeys
{
    public static readonly Key<string> Cert = new(
        "cert", Scalars.Text, "PEM file of the certificate and those above it.")
    { IsRequired = true };

    public static readonly Key<string> PrivateKey = new(
        "key", Scalars.Text, "PEM file of its private key, not encrypted.")
    { IsRequired = true };

    public static readonly SectionShape Shape = new(Cert, PrivateKey);
}
