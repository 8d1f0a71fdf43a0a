using System.Collections.Frozen;

namespace Headgate.Llm.Providers;

/// <summary>
/// The betas of Anthropic's that another house knows where it hosts Claude, some by another name; it refuses a call that names any other.
/// Not from the houses' own pages: as https://github.com/BerriAI/litellm has them (anthropic_beta_headers_config.json), read 2026-11-23.
/// </summary>
internal sealed class ClaudeBetas
{
    private readonly FrozenDictionary<string, string> _names;

    private ClaudeBetas(params IEnumerable<string> known) =>
        _names = known.Select(beta => (Theirs: beta, Own: beta)).Append((Theirs: "advanced-tool-use-2025-11-20", Own: "tool-search-tool-2025-10-19"))
            .ToFrozenDictionary(pair => pair.Theirs, pair => pair.Own, StringComparer.Ordinal);

    /// <summary>
    /// Those of Bedrock, and beside that list those of its own page:
    /// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html, as retold elsewhere
    /// on 2026-11-22.
    /// </summary>
    public static ClaudeBetas OfBedrock { get; } = new(
        "computer-use-2024-10-22", "computer-use-2025-01-24", "computer-use-2025-11-24", "token-efficient-tools-2025-02-19",
        "interleaved-thinking-2025-05-14", "output-128k-2025-02-19", "dev-full-thinking-2025-05-14", "fine-grained-tool-streaming-2025-05-14",
        "context-1m-2025-08-07", "context-management-2025-06-27", "effort-2025-11-24", "tool-search-tool-2025-10-19", "tool-examples-2025-10-29",
        "compact-2026-01-12", "thinking-binding-controls-2026-08-01", "thinking-display-updates-2026-08-18");

    /// <summary>Those of Vertex AI.</summary>
    public static ClaudeBetas OfVertex { get; } = new(
        "computer-use-2025-01-24", "computer-use-2025-11-24", "interleaved-thinking-2025-05-14", "web-search-2025-03-05", "context-1m-2025-08-07",
        "context-management-2025-06-27", "tool-search-tool-2025-10-19", "compact-2026-01-12", "compact-2026-09-04", "per-turn-control-2026-07-01",
        "thinking-binding-controls-2026-08-01", "thinking-display-updates-2026-08-18", "dangerous-tool-use-2026-09-03");

    /// <summary>Those of a client's header, as the house names them; empty when it knows none.</summary>
    public IReadOnlyList<string> Told(string header) =>
        [.. Named(header).Where(_names.ContainsKey).Select(beta => _names[beta]).Distinct()];

    /// <summary>Those in a client's header that the house does not know.</summary>
    public IEnumerable<string> Unknown(string header) => Named(header).Where(beta => !_names.ContainsKey(beta));

    /// <summary>The betas in a client's header, each once.</summary>
    public static IEnumerable<string> Named(string header) =>
        header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct();
}
