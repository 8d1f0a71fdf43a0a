using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Headgate.Server.Listening;
using Headgate.Server.Tests.DataPlane;

namespace Headgate.Server.Tests.Listening;

public sealed class TlsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headgate-tls-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string CertFile => Path.Combine(_folder.FullName, "cert.pem");

    private string KeyFile => Path.Combine(_folder.FullName, "key.pem");

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Speaks_both_versions_of_HTTP_by_ALPN(string version)
    {
        WriteCertificate("CN=one");
        await using TestDataPlane plane = await StartAsync(CertificateSource.Open(CertFile, KeyFile));
        using HttpClient client = plane.ClientFor(Trusting(_ => { }));
        using HttpRequestMessage request = new(HttpMethod.Get, "/healthz")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using HttpResponseMessage reply = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(version, reply.Version.ToString());
    }

    [Fact]
    public async Task A_renewed_certificate_is_served_to_new_connections_without_a_restart()
    {
        WriteCertificate("CN=one");
        CertificateSource source = CertificateSource.Open(CertFile, KeyFile);
        await using TestDataPlane plane = await StartAsync(source);
        Assert.Equal("CN=one", await ServedSubjectAsync(plane));
        Assert.False(source.Refresh());

        WriteCertificate("CN=two");
        Assert.True(source.Refresh());
        Assert.Equal("CN=two", await ServedSubjectAsync(plane));
    }

    [Fact]
    public async Task A_broken_renewal_leaves_the_old_certificate_in_use()
    {
        WriteCertificate("CN=one");
        CertificateSource source = CertificateSource.Open(CertFile, KeyFile);
        await using TestDataPlane plane = await StartAsync(source);

        await File.WriteAllTextAsync(CertFile, "half a file", Cancellation);
        Assert.ThrowsAny<CryptographicException>(() => source.Refresh());
        Assert.Equal("CN=one", await ServedSubjectAsync(plane));
    }

    [Fact]
    public async Task A_PFX_file_serves_as_well()
    {
        string file = Path.Combine(_folder.FullName, "server.pfx");
        using (X509Certificate2 certificate = SelfSigned("CN=bundle"))
        {
            await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx), Cancellation);
        }

        await using TestDataPlane plane = await StartAsync(CertificateSource.Open(file, null));
        Assert.Equal("CN=bundle", await ServedSubjectAsync(plane));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<TestDataPlane> StartAsync(CertificateSource source) =>
        TestDataPlane.StartAsync(new Listeners([ListenAddress.Parse("https://127.0.0.1:0")!], source));

    private static async Task<string?> ServedSubjectAsync(TestDataPlane plane)
    {
        string? subject = null;
        using HttpClient client = plane.ClientFor(Trusting(certificate => subject = certificate?.Subject));
        using HttpResponseMessage reply = await client.GetAsync("/healthz", Cancellation);
        return subject;
    }

    private static SocketsHttpHandler Trusting(Action<X509Certificate?> seen) => new()
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

    private void WriteCertificate(string subject)
    {
        using X509Certificate2 certificate = SelfSigned(subject);
        File.WriteAllText(CertFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private static X509Certificate2 SelfSigned(string subject)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
