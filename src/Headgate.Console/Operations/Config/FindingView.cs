using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Config;

/// <summary>Something to tell the operator about a config. Never holds a secret.</summary>
/// <param name="File">The file; for an environment variable or a flag its name; null for text that came by API.</param>
/// <param name="Line">Line, from 1; null when it is no file.</param>
/// <param name="Column">Column, from 1; null when it is no file.</param>
/// <param name="Path">The keys that lead to it, <c>models.chat.targets[1]</c>; empty for the whole.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Suggestion">What would be right; null when nothing comes to mind.</param>
public sealed record FindingView(string? File, int? Line, int? Column, string Path, string Message, string? Suggestion)
{
    /// <summary>Of what the config's reader found.</summary>
    public static FindingView Of(ConfigFinding finding) => new(
        finding.File,
        finding.Line == 0 ? null : finding.Line,
        finding.Column == 0 ? null : finding.Column,
        finding.Path,
        finding.Message,
        finding.Suggestion);
}
