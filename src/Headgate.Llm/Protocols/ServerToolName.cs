using System.Text;
using System.Text.RegularExpressions;

namespace Headgate.Llm.Protocols;

/// <summary>
/// One name for each tool that runs at vendors, whatever version and vendor's name of it is asked for: <c>web_search_20250305</c>,
/// <c>web_search_preview</c> and <c>googleSearch</c> are all <c>web_search</c>.
/// </summary>
/// <remarks>
/// https://platform.openai.com/docs/guides/tools, https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/overview,
/// https://ai.google.dev/api/caching#Tool, read 2026-11-22.
/// </remarks>
public static partial class ServerToolName
{
    /// <summary>The name of a tool's type; null for what the application runs itself.</summary>
    public static string? Of(string type)
    {
        string name = Version().Replace(Snaked(type), "");
        return name switch
        {
            "function" or "custom" or "namespace" or "function_declarations" => null,
            "local_shell" or "apply_patch" or "bash" or "text_editor" or "memory" or "computer" or "computer_use" => null,
            "google_search" or "google_search_retrieval" or "enterprise_web_search" => "web_search",
            "url_context" => "web_fetch",
            "code_interpreter" => "code_execution",
            "mcp_toolset" or "mcp_servers" => "mcp",
            _ => name,
        };
    }

    /// <summary><c>googleSearch</c> as <c>google_search</c>: Google takes either.</summary>
    private static string Snaked(string type)
    {
        if (!type.Any(char.IsAsciiLetterUpper))
        {
            return type;
        }

        var snaked = new StringBuilder(type.Length + 4);
        foreach (char letter in type)
        {
            if (char.IsAsciiLetterUpper(letter) && snaked.Length > 0)
            {
                snaked.Append('_');
            }

            snaked.Append(char.ToLowerInvariant(letter));
        }

        return snaked.ToString();
    }

    [GeneratedRegex(@"(_preview)?(_\d{8}|_\d{4}_\d{2}_\d{2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
