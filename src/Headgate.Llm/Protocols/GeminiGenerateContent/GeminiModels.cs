using System.Collections.Immutable;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// The traits of Google's models, by the beginning of the name: https://ai.google.dev/gemini-api/docs/thinking (levels and budgets), /thought-signatures,
/// /structured-output (with tools since 3) and /function-calling (media in results since 3), and the levels by
/// https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/thinking, in excerpts and retold elsewhere, read 2026-11-23.
/// </summary>
internal static class GeminiModels
{
    private static readonly ImmutableArray<string> FromLow = ["low", "medium", "high"];
    private static readonly ImmutableArray<string> FromMinimal = ["minimal", .. FromLow];

    // Before 2.5, and whatever else answers at this protocol, such as Gemma: nothing is asked for that it might not know.
    private static readonly GeminiTraits Stranger = new();

    private static readonly GeminiTraits Gemini25 = new() { LeastBudget = 1, MostBudget = 24_576, CanStopThinking = true, MaxTokens = 65_536 };

    private static readonly GeminiTraits Gemini3 = new()
    {
        Levels = FromLow, WantsSignatures = true, TakesFormatWithTools = true, TakesMediaInResults = true, MaxTokens = 65_536,
    };

    private static readonly ImmutableArray<(string Prefix, GeminiTraits Traits)> Rows =
    [
        ("", Stranger),
        ("gemini-", Gemini3 with { MaxTokens = long.MaxValue }), // what is not known is taken for the newest
        ("gemini-1", Stranger with { MaxTokens = 8_192 }),
        ("gemini-2.0-", Stranger with { MaxTokens = 8_192 }),
        ("gemini-2.5-", Gemini25),
        ("gemini-2.5-pro", Gemini25 with { LeastBudget = 128, MostBudget = 32_768, CanStopThinking = false }),
        ("gemini-2.5-flash-lite", Gemini25 with { LeastBudget = 512 }),
        ("gemini-3", Gemini3),
        ("gemini-3-pro", Gemini3 with { Levels = ["low", "high"] }),
        ("gemini-3-flash", Gemini3 with { Levels = FromMinimal }),
        ("gemini-3.1-flash", Gemini3 with { Levels = FromMinimal }),
        ("gemini-3.5-flash", Gemini3 with { Levels = FromMinimal }),
    ];

    /// <summary>The traits of a model, whose name may have the path of the house that serves it before it. The longest beginning counts.</summary>
    public static GeminiTraits Find(string model)
    {
        string name = model[(model.LastIndexOf('/') + 1)..];
        return Rows.Where(row => name.StartsWith(row.Prefix, StringComparison.Ordinal)).MaxBy(row => row.Prefix.Length).Traits;
    }
}
