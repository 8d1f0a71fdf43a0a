using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Headgate.Gateway.Tests.Config;

/// <summary>A certificate made for the test, with its key, as <c>cert.pem</c> and <c>key.pem</c>.</summary>
internal static class TestCertificate
{
    public static void Write(ConfigFolder folder, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(folder.Time.GetUtcNow().AddDays(-1), folder.Time.GetUtcNow().AddDays(1));
        folder.Write("cert.pem", certificate.ExportCertificatePem());
        folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
    }
}
