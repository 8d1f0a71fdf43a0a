using System.Collections.Immutable;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Addresses of files that Gemini reads itself: https://ai.google.dev/gemini-api/docs/file-input-methods, read 2026-11-23.</summary>
internal static class GeminiFiles
{
    private static readonly ImmutableArray<string> Beginnings =
    [
        "gs://", "https://generativelanguage.googleapis.com/", "https://www.youtube.com/", "https://youtube.com/", "https://youtu.be/",
    ];

    /// <summary>True when Google keeps what is at an address, and other vendors cannot read it.</summary>
    public static bool AreGooglesOwn(string address) => Beginnings.Any(start => address.StartsWith(start, StringComparison.Ordinal));
}
