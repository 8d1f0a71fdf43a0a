namespace Headgate.Gateway.Config;

/// <summary>What is probably not meant, though it can be served.</summary>
/// <param name="At">Where.</param>
/// <param name="Message">What is odd.</param>
/// <param name="Suggestion">What to do; null when nothing comes to mind.</param>
public sealed record ConfigWarning(ConfigPlace At, string Message, string? Suggestion = null) : ConfigFinding(At, Message, Suggestion);
