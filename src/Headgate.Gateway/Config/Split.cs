namespace Headgate.Gateway.Config;

/// <summary>
/// <c>split</c>: each target is a variant that gets its share of callers, and a caller stays with its variant as long as the shares allow.
/// </summary>
/// <param name="By">What makes a caller; requests that do not have it are dealt one by one.</param>
public sealed record Split(StickyBy By);
