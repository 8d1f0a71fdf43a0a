using System.Collections.Frozen;
using System.Text;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Providers.Aws;

/// <summary>
/// The betas of Anthropic's that Bedrock knows; a call that names another is refused there.
/// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html, as retold
/// elsewhere on 2026-11-22.
/// </summary>
internal static class ClaudeBetas
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "computer-use-2024-10-22", "computer-use-2025-01-24", "token-efficient-tools-2025-02-19", "interleaved-thinking-2025-05-14",
        "output-128k-2025-02-19", "dev-full-thinking-2025-05-14", "fine-grained-tool-streaming-2025-05-14", "context-1m-2025-08-07",
        "context-management-2025-06-27", "effort-2025-11-24", "tool-search-tool-2025-10-19", "tool-examples-2025-10-29");

    /// <summary>The body's member for a client's header; null when Bedrock knows none of what it names.</summary>
    public static MemberEdit? Edit(string header)
    {
        string[] known = [.. Named(header).Where(Known.Contains)];
        return known.Length == 0 ? null : MemberEdit.Set("anthropic_beta", Encoding.UTF8.GetBytes($"[\"{string.Join("\",\"", known)}\"]"));
    }

    /// <summary>Those in a client's header that Bedrock does not know.</summary>
    public static IEnumerable<string> Unknown(string header) => Named(header).Where(beta => !Known.Contains(beta));

    private static IEnumerable<string> Named(string header) =>
        header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct();
}
