using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.BadInput;

/// <summary>A gateway with small limits, and keys that are limited, expired or narrow.</summary>
public sealed class BadInputWorld : PlainWorld
{
    public const int MaxBodyBytes = 1 << 20;
    public const string Limited = "hg-limited-key-0123456789abcdefghijklmnopqrs";
    public const string Narrow = "hg-narrow-key-0123456789abcdefghijklmnopqrst";
    public const string Single = "hg-single-key-0123456789abcdefghijklmnopqrst";
    public const string Expired = "hg-expired-key-0123456789abcdefghijklmnopqr";

    protected override string Config(Uri simulator) => GatewayConfig.Head(simulator, ", max_body: 1MiB").Replace(
        "admin: {",
        $$"""
          - { name: limited, key: {{Limited}}, limits: { requests_per_minute: 1 } }
          - { name: narrow, key: {{Narrow}}, models: [assistant] }
          - { name: single, key: {{Single}}, limits: { concurrent: 1 } }
          - { name: expired, key: {{Expired}}, expires: 2020-01-01 }
        admin: {
        """,
        StringComparison.Ordinal) + """
        models:
          assistant: { targets: [ { model: openai/echo } ] }
          claude-only: { targets: [ { model: claude/echo } ] }

        """;
}
