using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Headgate.Server.Tests.Listening;

/// <summary>Certificates made for one test, and clients that look at what they are shown.</summary>
internal static class TestCertificates
{
    public static X509Certificate2 SelfSigned(string subject)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public static SslStreamCertificateContext Context(string subject) => SslStreamCertificateContext.Create(SelfSigned(subject), null, offline: true);

    public static void WritePem(string subject, string certFile, string keyFile)
    {
        using X509Certificate2 certificate = SelfSigned(subject);
        File.WriteAllText(certFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    public static SocketsHttpHandler Trusting(Action<X509Certificate?> seen) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                seen(certificate);
                return certificate is not null;
            },
        },
    };

    /// <summary>The subject of the certificate that a new connection is shown.</summary>
    public static async Task<string?> ServedSubjectAsync(Uri address, CancellationToken cancellation)
    {
        string? subject = null;
        using HttpClient client = new(Trusting(certificate => subject = certificate?.Subject)) { BaseAddress = address };
        using HttpResponseMessage reply = await client.GetAsync("/healthz", cancellation);
        return subject;
    }
}
