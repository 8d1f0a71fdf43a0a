namespace Headgate.Gateway.Config;

/// <summary>Why a config is refused. All of them are reported at once.</summary>
/// <param name="At">Where.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Suggestion">What would be right; null when nothing comes to mind.</param>
public sealed record ConfigError(ConfigPlace At, string Message, string? Suggestion = null) : ConfigFinding(At, Message, Suggestion);
