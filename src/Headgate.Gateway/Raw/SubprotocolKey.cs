using Headgate.Gateway.Pipeline.Authenticate;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Raw;

/// <summary>The subprotocols of a WebSocket, among which a browser, which can set no header, sends its key.</summary>
internal static class SubprotocolKey
{
    private const string Header = "Sec-WebSocket-Protocol";

    /// <summary>Puts the subprotocols on a message, the key left out.</summary>
    public static void CopyOthers(IClientRequest request, HttpRequestMessage head)
    {
        string others = string.Join(", ", Others(request.Headers[Header]));
        if (others.Length > 0)
        {
            head.Headers.TryAddWithoutValidation(Header, others);
        }
    }

    private static IEnumerable<string> Others(string? offered) =>
        (offered ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(name => !name.StartsWith(AuthenticateRoom.KeySubprotocol, StringComparison.Ordinal) && name.All(c => c is > ' ' and < '\x7f'));
}
