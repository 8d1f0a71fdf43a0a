using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Derivation;

/// <summary>What a config would serve, for <c>headgate validate</c>. Names only: nothing in it is secret.</summary>
internal static class ConfigSummary
{
    private const string Open = ", open to everybody who can reach it (auth: none)";

    public static ImmutableArray<string> Lines(DerivedConfig config) =>
    [
        $"listen     {string.Join(", ", config.Host.Listen)}{(config.AuthRequired ? "" : Open)}",
        $"admin      {config.Host.Admin}",
        .. config.Providers.Select(Line),
        .. config.Models.Aliases.Select(alias => $"model      {alias.Name} → {string.Join(", ", alias.Targets.Select(target => target.Name))}"),
        $"keys       {config.Keys.Length} in files, {config.Teams.Count} teams, {config.AdminTokens.Length} admin tokens",
        $"log        bodies {(config.Log.KeepsBodies ? "full" : "off")}, kept {config.Log.Retention.TotalDays:0.##} days",
    ];

    private static string Line(Provider provider) =>
        $"provider   {provider.Name} ({provider.Row.Type}){Count(provider.Replicas.Length, "servers")}{Count(provider.Credentials.Length, "keys")}";

    private static string Count(int number, string things) => number < 2 ? "" : $", {number} {things}";
}
