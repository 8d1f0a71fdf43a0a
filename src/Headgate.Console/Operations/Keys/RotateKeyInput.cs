namespace Headgate.Console.Operations.Keys;

/// <summary>Which key gets a new secret.</summary>
/// <param name="Key">Its id or name.</param>
/// <param name="Grace">How long the old one goes on working: a distance from now (<c>24h</c>, <c>7d</c>) or a moment. Null = not at all.</param>
public sealed record RotateKeyInput(string Key, string? Grace = null);
