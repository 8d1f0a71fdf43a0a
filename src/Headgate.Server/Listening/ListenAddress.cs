using System.Net;

namespace Headgate.Server.Listening;

/// <summary>
/// Where a host listens: <c>http://127.0.0.1:4000</c>, <c>https://…</c>, <c>http://localhost:4000</c>, <c>http://*:4000</c> (every
/// address of the machine) or <c>unix:/run/headgate.sock</c>. Port 0 takes a free one.
/// </summary>
/// <param name="EndPoint">The address and port; null for a unix socket.</param>
/// <param name="SocketPath">The path of the unix socket; null for an address.</param>
/// <param name="IsTls">True for <c>https</c>.</param>
internal sealed record ListenAddress(IPEndPoint? EndPoint, string? SocketPath, bool IsTls)
{
    private const string UnixPrefix = "unix:";

    /// <summary>Reads an address; null when it is none.</summary>
    public static ListenAddress? Parse(string text)
    {
        if (text.StartsWith(UnixPrefix, StringComparison.Ordinal))
        {
            string path = text[UnixPrefix.Length..];
            return path.Length > 0 ? new ListenAddress(null, Path.GetFullPath(path), IsTls: false) : null;
        }

        bool isAny = text.Contains("://*", StringComparison.Ordinal) || text.Contains("://+", StringComparison.Ordinal);
        string plain = isAny ? text.Replace("://*", "://[::]", StringComparison.Ordinal).Replace("://+", "://[::]", StringComparison.Ordinal) : text;
        return Uri.TryCreate(plain, UriKind.Absolute, out Uri? url) && url is { Scheme: "http" or "https", PathAndQuery: "/" }
            && HostAddress(url.DnsSafeHost) is { } address
            ? new ListenAddress(new IPEndPoint(address, url.Port), null, url.Scheme == "https")
            : null;
    }

    /// <summary>The address as text, the way it is written in the config.</summary>
    public override string ToString() => SocketPath is null ? $"{(IsTls ? "https" : "http")}://{EndPoint}" : UnixPrefix + SocketPath;

    private static IPAddress? HostAddress(string host) =>
        host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out IPAddress? address) ? address : null;
}
