namespace Headgate.EndToEnd.Worlds;

/// <summary>
/// The config that test gateways share: the simulated vendor as OpenAI, as Anthropic, as Gemini, as Bedrock and as Ollama, one key and one admin token.
/// </summary>
internal static class GatewayConfig
{
    public const string Key = "hg-test-key-0123456789abcdefghijklmnopqrstuvwxyz";
    public const string AdminToken = "hga-test-token-0123456789abcdefghijklmnopqrstuvwxyz";
    public const string OpenAISecret = "sk-openai-of-the-gateway";
    public const string ClaudeSecret = "sk-claude-of-the-gateway";
    public const string BedrockSecret = "bedrock-key-of-the-gateway";
    public const string GeminiSecret = "gemini-key-of-the-gateway";

    /// <summary>Everything but <c>models:</c>.</summary>
    /// <param name="simulator">Where the vendor is.</param>
    /// <param name="server">Further members of <c>server:</c>, each after a comma.</param>
    /// <param name="keyModels">The key's models.</param>
    /// <param name="providers">Further members of <c>providers:</c>, each after a line's end.</param>
    public static string Head(Uri simulator, string server = "", string keyModels = "\"*\"", string providers = "") =>
        $$"""
        server: { listen: "http://127.0.0.1:0", admin: "http://127.0.0.1:0"{{server}} }
        providers:
          openai: { type: openai, api_key: {{OpenAISecret}}, base_url: "{{simulator}}v1", circuit_breaker: false }
          claude: { type: anthropic, api_key: {{ClaudeSecret}}, base_url: "{{simulator}}v1", circuit_breaker: false }
          gemini: { type: gemini, api_key: {{GeminiSecret}}, base_url: "{{simulator}}v1beta", circuit_breaker: false }
          nova:
            { type: bedrock, region: us-east-1, api_key: {{BedrockSecret}}, base_url: "{{simulator}}", protocols: [bedrock], circuit_breaker: false }
          local: { type: ollama, base_url: "{{simulator}}v1", protocols: [ollama], circuit_breaker: false }{{providers}}
        keys:
          - { name: test, key: {{Key}}, models: [{{keyModels}}] }
        admin: { tokens: [ { name: test, token: {{AdminToken}}, role: admin } ] }

        """;
}
