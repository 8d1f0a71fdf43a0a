namespace Headgate.Gateway.Identity;

/// <summary>Who is calling.</summary>
/// <param name="Key">The virtual key; with <c>auth: none</c> the anonymous one.</param>
public sealed record Caller(VirtualKey Key);
