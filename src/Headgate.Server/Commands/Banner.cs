using Headgate.Gateway.Config;
using Headgate.Server.Listening;

namespace Headgate.Server.Commands;

/// <summary>What <c>serve</c> says on standard output: where it listens and, at the first start, how to make the first call.</summary>
internal static class Banner
{
    /// <summary>Writes it. This is the one place where the secrets of the first start are shown.</summary>
    public static void Write(GatewayHost gateway, TextWriter output)
    {
        output.WriteLine($"Headgate {CommandLine.Version}");
        foreach (ListenUrl address in gateway.Addresses)
        {
            output.WriteLine($"  listening on  {address}");
        }

        output.WriteLine($"  control plane {gateway.Admin}");
        if (gateway.FirstStart.AdminToken is { } token)
        {
            output.WriteLine();
            output.WriteLine($"Admin token, shown this once (also in {Path.Combine(gateway.DataFolder, "admin.token")}):");
            output.WriteLine($"  {token}");
        }

        if (gateway.FirstStart.VirtualKey is { } key)
        {
            output.WriteLine();
            output.WriteLine("Virtual key, shown this once:");
            output.WriteLine($"  {key}");
            output.WriteLine("Try it:");
            output.WriteLine($"  {FirstCall(gateway, key)}");
        }

        output.Flush();
    }

    private static string FirstCall(GatewayHost gateway, string key)
    {
        string curl = $"curl {gateway.Addresses[0].CurlTarget}";
        return FirstModel(gateway.Config.Current) is { } model
            ? $$"""{{curl}}/v1/chat/completions -H 'authorization: Bearer {{key}}' -H 'content-type: application/json' """
                + $$"""-d '{"model":"{{model}}","messages":[{"role":"user","content":"Hello"}]}'"""
            : $"{curl}/v1/models -H 'authorization: Bearer {key}'";
    }

    /// <summary>The simulator, which answers without a vendor's key; else the first model that the config names.</summary>
    private static string? FirstModel(ConfigSnapshot config) =>
        config.Providers.FirstOrDefault(provider => provider.IsSimulator) is { } simulator
            ? $"{simulator.Name}/echo"
            : config.Models.Aliases.FirstOrDefault(alias => !alias.Name.EndsWith('*'))?.Name;
}
