using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>What else a key may ask a vendor for: classes of service, and tools that run there.</summary>
internal static class OptionAccess
{
    private const int LongestShown = 64;

    /// <summary>Why a request may not be made with this key; null when it may.</summary>
    public static GatewayError? Refuse(VirtualKey key, Inbound inbound)
    {
        if (key.ServiceTiers is { } tiers && RequestTiers.FirstBeyond(inbound.Scan, tiers) is { } tier)
        {
            return Refusal("service_tier", $"This API key may not ask for the service tier '{Shown(tier)}', only for {Names("auto", tiers)}.");
        }

        return key.ServerTools is { } tools && ServerTools.FirstBeyond(inbound.Scan, inbound.Protocol.Dialect, tools) is { } tool
            ? Refusal("tools", $"This API key may not have the vendor run the tool '{Shown(tool)}', only {Names("the application's own", tools)}.")
            : null;
    }

    /// <summary>Why a call that passes unread may not be made with this key: nobody would see what it asks for.</summary>
    public static GatewayError? RefuseUnread(VirtualKey key) => key.ServiceTiers is null && key.ServerTools is null
        ? key.EndUser == EndUserSight.Pass
            ? null
            : new GatewayError(
                ErrorKind.OptionNotAllowed,
                "This API key keeps the names of its end users from providers (end_user), and what this call names is not read. Use another key for it.")
        : new GatewayError(
            ErrorKind.OptionNotAllowed, "This API key has a list of the service tiers or tools that it may ask for, and what this call asks for is not read.");

    private static GatewayError Refusal(string param, string message) => new(ErrorKind.OptionNotAllowed, message) { Param = param };

    private static string Names(string first, IEnumerable<string> others) => string.Join(", ", others.Prepend(first));

    private static string Shown(string name) => name.Length <= LongestShown ? name : string.Concat(name.AsSpan(0, LongestShown), "…");
}
