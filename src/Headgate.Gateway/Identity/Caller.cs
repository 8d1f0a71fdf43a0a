namespace Headgate.Gateway.Identity;

/// <summary>Who is calling.</summary>
/// <param name="Key">The virtual key; with <c>auth: none</c> the anonymous one.</param>
public sealed record Caller(VirtualKey Key)
{
    /// <summary>Whose objects the caller may use: its team's, or its key's own.</summary>
    public string Scope => Key.Team is { } team ? $"team:{team}" : $"key:{Key.Id}";
}
