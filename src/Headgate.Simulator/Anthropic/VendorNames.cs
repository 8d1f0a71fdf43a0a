namespace Headgate.Simulator.Anthropic;

/// <summary>The characters that the vendor takes in names.</summary>
internal static class VendorNames
{
    private const int LongestToolName = 128;

    /// <summary><c>^[a-zA-Z0-9_-]+$</c>.</summary>
    public static bool IsToolUseId(string id) => id.Length > 0 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    /// <summary><c>^[a-zA-Z0-9_-]{1,128}$</c>.</summary>
    public static bool IsToolName(string name) => name.Length <= LongestToolName && IsToolUseId(name);
}
