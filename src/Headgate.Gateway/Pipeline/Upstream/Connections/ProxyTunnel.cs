using System.Net;
using System.Text;

namespace Headgate.Gateway.Pipeline.Upstream.Connections;

/// <summary>
/// Asks an HTTP proxy for a tunnel (<c>CONNECT</c>, https://www.rfc-editor.org/rfc/rfc9110#name-connect). The handler
/// could, but it does so in a message of its own, which carries no <see cref="ConnectTrace"/>: neither time nor trust would be ours.
/// </summary>
internal static class ProxyTunnel
{
    private const int MaxReplyBytes = 16 * 1024;

    /// <summary>Opens the tunnel; throws <see cref="HttpRequestException"/> when the proxy refuses.</summary>
    /// <param name="stream">The connection to the proxy.</param>
    /// <param name="target">Where the tunnel leads.</param>
    /// <param name="userInfo">The proxy's credentials as in its URL, <c>user:password</c> escaped; empty for none.</param>
    /// <param name="cancellation">Cancelled when the connection's time is over.</param>
    public static async Task OpenAsync(Stream stream, DnsEndPoint target, string userInfo, CancellationToken cancellation)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Request(target, userInfo)), cancellation);

        byte[] reply = new byte[MaxReplyBytes];
        int length = 0;
        while (reply.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            int read = length < reply.Length ? await stream.ReadAsync(reply.AsMemory(length), cancellation) : 0;
            if (read == 0)
                throw Refused("gave no answer");
            length += read;
        }

        // "HTTP/1.1 200 …". What follows the head can only be the proxy's own: the target speaks after us.
        ReadOnlySpan<byte> head = reply.AsSpan(0, length);
        if (head.Length < 12 || !head.StartsWith("HTTP/1."u8) || head[9] != '2')
            throw Refused($"answered {Encoding.ASCII.GetString(head.Slice(9, Math.Min(3, head.Length - 9)))}");
        if (!head.EndsWith("\r\n\r\n"u8))
            throw Refused("spoke out of turn");
    }

    private static string Request(DnsEndPoint target, string userInfo)
    {
        string host = target.Host.Contains(':', StringComparison.Ordinal) ? $"[{target.Host.Trim('[', ']')}]" : target.Host;
        string authorization = userInfo.Length == 0
            ? ""
            : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(userInfo)))}\r\n";
        return $"CONNECT {host}:{target.Port} HTTP/1.1\r\nHost: {host}:{target.Port}\r\n{authorization}\r\n";
    }

    private static HttpRequestException Refused(string how) => new(HttpRequestError.ProxyTunnelError, $"the proxy {how}");
}
