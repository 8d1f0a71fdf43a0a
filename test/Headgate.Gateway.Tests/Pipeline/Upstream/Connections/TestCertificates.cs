using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Connections;

/// <summary>An authority of our own and a server certificate that it issued.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly RSA _rootKey = RSA.Create(2048);

    public TestCertificates(string name)
    {
        DateTimeOffset from = TimeProvider.System.GetUtcNow().AddDays(-1), to = from.AddDays(30);
        CertificateRequest root = new("CN=Test authority", _rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using X509Certificate2 authority = root.CreateSelfSigned(from, to);

        using RSA key = RSA.Create(2048);
        CertificateRequest leaf = new("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Parse("192.0.2.1"));
        leaf.CertificateExtensions.Add(names.Build());
        leaf.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using X509Certificate2 issued = leaf.Create(authority, from, to, [1, 2, 3, 4]);
        Server = issued.CopyWithPrivateKey(key);

        CaFile = Path.GetTempFileName();
        File.WriteAllText(CaFile, authority.ExportCertificatePem());
    }

    public X509Certificate2 Server { get; }

    public string CaFile { get; }

    public void Dispose()
    {
        Server.Dispose();
        _rootKey.Dispose();
        File.Delete(CaFile);
    }
}
