using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Config;

namespace Headgate.Gateway.Tests.Pipeline.Route;

/// <summary>Aliases as the config makes them.</summary>
internal static class Aliases
{
    /// <summary>The alias <c>chat</c> among these, of providers <c>a</c> and <c>b</c> with one key and <c>pool</c> with four.</summary>
    public static ModelAlias Chat(string models)
    {
        using var folder = new ConfigFolder();
        string yaml =
            $"""
            providers:
              a: {"{ type: openai-compatible, base_url: https://a.test/v1, api_key: k }"}
              b: {"{ type: openai-compatible, base_url: https://b.test/v1, api_key: k }"}
              pool: {"{ type: openai-compatible, base_url: https://pool.test/v1, api_keys: [k1, k2, k3, k4] }"}
            models:
              {models.ReplaceLineEndings("\n  ")}
            """;
        return folder.Accept(yaml).Derived.Models.Find("chat")!;
    }
}
