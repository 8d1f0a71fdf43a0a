using System.Text;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Faults;

/// <summary>Makes a gateway's config of the matrix: an alias for each row.</summary>
internal static class FaultConfig
{
    public static string For(IEnumerable<FaultRow> rows, Uri simulator, string? keepAlive)
    {
        var yaml = new StringBuilder(GatewayConfig.Head(simulator, keepAlive is null ? "" : $", keep_alive: {keepAlive}"));
        yaml.AppendLine("models:");
        foreach (var row in rows)
            Append(yaml, row);
        return yaml.ToString();
    }

    private static void Append(StringBuilder yaml, FaultRow row)
    {
        var provider = row.Protocol is "messages" or "count_tokens" ? "claude" : "openai";
        yaml.AppendLine($"  {row.Alias}:");
        yaml.AppendLine($"    targets: [{string.Join(", ", row.Targets.Select(target => $"{{ model: {provider}/{target} }}"))}]");
        yaml.AppendLine($"    retry: {{ tries: {row.Options.GetValueOrDefault("tries", "2")}, backoff: 1ms }}");
        if (row.Options.TryGetValue("fallback_on", out var faults))
            yaml.AppendLine($"    fallback_on: [{faults}]");
        if (row.Targets.Any(target => target.Split('-')[0] is "hold" or "stall"))
            yaml.AppendLine("    timeouts: { first_token: 1s, idle: 1s }");
    }
}
