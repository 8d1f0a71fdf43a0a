using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config;

/// <summary>The certificate of the https listeners, made of the bytes that were checked.</summary>
/// <param name="Context">Certificate, private key and the certificates above it, ready for handshakes.</param>
/// <param name="Hash">Hash of both files' content.</param>
public sealed record ServerCertificate(SslStreamCertificateContext Context, string Hash)
{
    /// <summary>Reads PEM files; null when they hold no certificate with its key.</summary>
    internal static ServerCertificate? TryRead(byte[] certificate, byte[] key)
    {
        try
        {
            string pem = Encoding.UTF8.GetString(certificate);
            X509Certificate2 leaf = X509Certificate2.CreateFromPem(pem, Encoding.UTF8.GetString(key));
            if (OperatingSystem.IsWindows()) // its TLS takes no key that lives in memory alone
            {
                leaf = X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
            }

            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(pem);
            return new ServerCertificate(
                SslStreamCertificateContext.Create(leaf, chain, offline: true), ConfigFiles.Hash([.. certificate, .. key]));
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
