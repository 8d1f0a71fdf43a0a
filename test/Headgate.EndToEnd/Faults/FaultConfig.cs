using System.Text;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Faults;

/// <summary>
/// Makes a gateway's config of the matrix: an alias for each row, with a provider for each target, so that what one row learns of a target's
/// health is not held against another's.
/// </summary>
internal static class FaultConfig
{
    public static string For(IEnumerable<FaultRow> rows, Uri simulator, string? keepAlive)
    {
        List<FaultRow> all = [.. rows];
        var providers = string.Concat(all.SelectMany(row => row.Targets.Select((_, i) => $"\n  {ProviderOf(row, i)}: {Vendor(row, simulator)}")));
        var server = keepAlive is null ? "" : $", keep_alive: {keepAlive}";
        var yaml = new StringBuilder(GatewayConfig.Head(simulator, server, providers: providers));
        yaml.AppendLine("models:");
        foreach (var row in all)
            Append(yaml, row);
        return yaml.ToString();
    }

    private static void Append(StringBuilder yaml, FaultRow row)
    {
        yaml.AppendLine($"  {row.Alias}:");
        yaml.AppendLine($"    targets: [{string.Join(", ", row.Targets.Select((target, i) => $"{{ model: {ProviderOf(row, i)}/{target} }}"))}]");
        yaml.AppendLine($"    retry: {{ tries: {row.Options.GetValueOrDefault("tries", "2")}, backoff: 1ms }}");
        if (row.Options.TryGetValue("fallback_on", out var faults))
            yaml.AppendLine($"    fallback_on: [{faults}]");
        if (row.Targets.Any(target => target.Split('-')[0] is "hold" or "stall"))
            yaml.AppendLine("    timeouts: { first_token: 1s, idle: 1s }");
    }

    private static string ProviderOf(FaultRow row, int target) => $"{row.Alias}-{target}";

    private static string Vendor(FaultRow row, Uri simulator)
    {
        var (type, secret) = row.Protocol is "messages" or "count_tokens"
            ? ("anthropic", GatewayConfig.ClaudeSecret)
            : ("openai", GatewayConfig.OpenAISecret);
        return $"{{ type: {type}, api_key: {secret}, base_url: \"{simulator}v1\" }}";
    }
}
