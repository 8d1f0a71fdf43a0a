using System.Net;

namespace Headgate.Gateway.Config;

/// <summary>
/// Where a host listens: <c>http://127.0.0.1:4000</c>, <c>https://[::]:443</c>, <c>http://*:0</c>, <c>unix:/run/headgate.sock</c>.
/// </summary>
/// <param name="Host">An IP address, <c>localhost</c> or <c>*</c> (every address); null for a socket file.</param>
/// <param name="Port">The port; 0 picks a free one.</param>
/// <param name="IsTls">True for https.</param>
/// <param name="SocketPath">The socket file; null for a port.</param>
public sealed record ListenAddress(string? Host, int Port, bool IsTls, string? SocketPath)
{
    private const string UnixPrefix = "unix:";

    /// <summary>True when only this machine can connect.</summary>
    public bool IsLoopback => SocketPath is not null || Host == "localhost"
        || (IPAddress.TryParse(Host, out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>As it is written in a config.</summary>
    public override string ToString() => SocketPath is not null
        ? UnixPrefix + SocketPath
        : $"{(IsTls ? "https" : "http")}://{(Host!.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}";

    /// <summary>Reads an address; what is wrong with it, as the end of a sentence, or null.</summary>
    internal static string? Parse(string text, out ListenAddress address)
    {
        address = new ListenAddress(null, 0, false, "");
        if (text.StartsWith(UnixPrefix, StringComparison.Ordinal))
        {
            address = address with { SocketPath = text[UnixPrefix.Length..].Replace("///", "/", StringComparison.Ordinal) };
            return address.SocketPath is "" or "/" ? "names no socket file; write `unix:/run/headgate.sock`" : null;
        }

        string plain = text.Replace("://*", "://0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(plain, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
        {
            return "is no address to listen on; write one such as `http://127.0.0.1:4000` or `unix:/run/headgate.sock`";
        }

        if (url.UserInfo.Length > 0 || url.AbsolutePath != "/" || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            return "has more than a scheme, a host and a port";
        }

        string host = plain == text ? url.IdnHost : "*";
        address = new ListenAddress(host, url.Port, url.Scheme == "https", null);
        return host is "localhost" or "*" || IPAddress.TryParse(host, out _) ? null
            : "listens on a name; write an IP address, `localhost` or `*`";
    }
}
