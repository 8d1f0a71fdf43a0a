using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Headgate.Server.Listening;

/// <summary>
/// The certificate of the TLS listeners. New connections take the one that was read last, so that a renewed file is served
/// without a restart; a file that cannot be read leaves the old one in use. Thread-safe.
/// </summary>
internal sealed class CertificateSource
{
    private readonly string _certFile;
    private readonly string? _keyFile;
    private byte[] _contentHash;
    private volatile SslStreamCertificateContext _context;

    private CertificateSource(string certFile, string? keyFile)
    {
        _certFile = certFile;
        _keyFile = keyFile;
        _contentHash = ContentHash();
        _context = Read();
    }

    /// <summary>Reads a certificate with its chain: PEM with its key beside it or in the same file, or PFX without a password.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="CryptographicException">A file holds no such thing, or the key does not fit.</exception>
    public static CertificateSource Open(string certFile, string? keyFile) => new(certFile, keyFile);

    /// <summary>Reads the files again when their content has changed; false when it has not. Throws as <see cref="Open"/> does.</summary>
    public bool Refresh()
    {
        byte[] hash = ContentHash();
        if (hash.AsSpan().SequenceEqual(_contentHash))
        {
            return false;
        }

        _context = Read();
        _contentHash = hash;
        return true;
    }

    /// <summary>What a TLS listener asks at each handshake: TLS 1.2 or later, HTTP/2 and HTTP/1.1 by ALPN.</summary>
    public TlsHandshakeCallbackOptions HandshakeOptions() => new()
    {
        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        }),
    };

    private SslStreamCertificateContext Read()
    {
        if (Path.GetExtension(_certFile) is ".pfx" or ".p12")
        {
            X509Certificate2Collection bundle = X509CertificateLoader.LoadPkcs12CollectionFromFile(_certFile, null);
            return SslStreamCertificateContext.Create(bundle.First(certificate => certificate.HasPrivateKey), bundle, offline: true);
        }

        X509Certificate2Collection chain = [];
        chain.ImportFromPemFile(_certFile);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(_certFile, _keyFile), chain, offline: true);
    }

    private byte[] ContentHash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(File.ReadAllBytes(_certFile));
        hash.AppendData(_keyFile is null ? [] : File.ReadAllBytes(_keyFile));
        return hash.GetHashAndReset();
    }
}
