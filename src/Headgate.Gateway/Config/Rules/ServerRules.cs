using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Rules;

/// <summary>The limits of the data plane, and what passes through it from browsers and headers.</summary>
internal static class ServerRules
{
    public static void Check(Draft draft)
    {
        CheckSizes(draft);
        foreach (Written<string> origin in draft.Server.Get(ServerKeys.Cors).Get(CorsKeys.Origins))
        {
            CheckOrigin(draft, origin);
        }

        foreach (Written<string> header in draft.Server.Get(ServerKeys.ForwardHeaders))
        {
            CheckForwarded(draft, header);
        }

        foreach (Written<string> host in draft.Server.Get(ServerKeys.Hosts))
        {
            CheckHost(draft, host);
        }
    }

    private static void CheckSizes(Draft draft)
    {
        if (draft.Server.Get(ServerKeys.MaxBuffered) < draft.Server.Get(ServerKeys.MaxBody))
        {
            draft.Report.Error(draft.Server.Place(ServerKeys.MaxBuffered), "`max_buffered` is less than one `max_body`");
        }
    }

    private static void CheckOrigin(Draft draft, Written<string> origin)
    {
        bool isOrigin = Uri.TryCreate(origin.Value, UriKind.Absolute, out Uri? url) && url.Host.Length > 0 && url.UserInfo.Length == 0
            && string.Equals(url.GetLeftPart(UriPartial.Authority), origin.Value, StringComparison.OrdinalIgnoreCase);
        if (!isOrigin && origin.Value != "*")
        {
            draft.Report.Error(
                origin.At, $"`{origin.Shown}` is no origin", "write one such as `https://app.example.com`, without a path, or `\"*\"`");
        }
    }

    private static void CheckForwarded(Draft draft, Written<string> header)
    {
        if (!HeaderSyntax.IsName(header.Value))
        {
            draft.Report.Error(header.At, $"`{header.Shown}` is no header name");
        }
        else if (HeaderSyntax.IsCredential(header.Value))
        {
            draft.Report.Error(header.At, $"`{header.Shown}` is a credential, and no client's credential is ever forwarded");
        }
        else if (HeaderSyntax.IsFraming(header.Value))
        {
            draft.Report.Error(header.At, $"`{header.Shown}` belongs to the connection, and each call has its own");
        }
    }

    private static void CheckHost(Draft draft, Written<string> host)
    {
        if (Uri.CheckHostName(host.Value) == UriHostNameType.Unknown)
        {
            draft.Report.Error(host.At, $"`{host.Shown}` is no host name", "write the name alone, without scheme and port");
        }
    }
}
