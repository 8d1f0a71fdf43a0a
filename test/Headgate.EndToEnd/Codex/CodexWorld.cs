using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Codex;

/// <summary>A gateway whose models are of vendors that each speak otherwise.</summary>
public sealed class CodexWorld : PlainWorld
{
    protected override string Config(Uri simulator) => GatewayConfig.Head(simulator).Replace(
        "providers:",
        $$"""
        providers:
          bedrock: { type: bedrock, region: us-east-1, base_url: "{{simulator}}", api_key: k }
          converse: { type: bedrock, region: us-east-1, base_url: "{{simulator}}", api_key: k, protocols: [bedrock] }
          chat: { type: openai, api_key: sk-a, base_url: "{{simulator}}v1", protocols: [chat] }
        """,
        StringComparison.Ordinal) + """
        models:
          by-responses: { targets: [ { model: "openai/gpt-5-mini:reasoning-tools-dictated" } ] }
          by-chat: { targets: [ { model: "chat/gpt-5-mini:tools-dictated" } ] }
          by-messages: { targets: [ { model: "claude/claude-sonnet-4-5:reasoning-tools-dictated" } ] }
          by-invoke: { targets: [ { model: "bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0:reasoning-tools-dictated" } ] }
          by-converse: { targets: [ { model: "converse/anthropic.claude-sonnet-4-5-20250929-v1:0:reasoning-tools-dictated" } ] }

        """;
}
