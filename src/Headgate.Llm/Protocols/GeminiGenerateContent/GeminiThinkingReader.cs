using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Reads <c>thinkingConfig</c>: https://ai.google.dev/gemini-api/docs/thinking, read 2026-11-23.</summary>
internal static class GeminiThinkingReader
{
    private const string BudgetPath = "$.generationConfig.thinkingConfig.thinkingBudget";
    private const string LevelPath = "$.generationConfig.thinkingConfig.thinkingLevel";
    private const string ShownPath = "$.generationConfig.thinkingConfig.includeThoughts";

    private static readonly JsonPlace Place = new JsonPlace("$.generationConfig").Member("thinkingConfig");

    /// <summary>Takes the value.</summary>
    public static Reasoning Read(ref JsonWalk walk)
    {
        Reasoning reasoning = new();
        ExtraList extras = new(WireProtocol.GeminiGenerateContent);
        walk.EnterObject(Place);
        while (walk.NextGiven(out ReadOnlySpan<byte> written))
        {
            ReadOnlySpan<byte> name = GeminiName.Of(written);
            if (name.SequenceEqual("thinkingBudget"u8))
            {
                reasoning = WithBudget(reasoning, GeminiScalar.Whole(walk, new JsonPlace(BudgetPath)));
            }
            else if (name.SequenceEqual("thinkingLevel"u8))
            {
                string level = walk.Text(new JsonPlace(LevelPath)).ToLowerInvariant();
                reasoning = level == "thinking_level_unspecified" ? reasoning : reasoning with { Effort = new Given<string>(level, LevelPath) };
            }
            else if (name.SequenceEqual("includeThoughts"u8))
            {
                string display = walk.Flag(new JsonPlace(ShownPath)) ? "summarized" : "omitted";
                reasoning = reasoning with { Display = new Given<string>(display, ShownPath) };
            }
            else
            {
                extras.Take(written, ref walk, Place);
            }
        }

        return reasoning with { Extras = extras.ToImmutable() };
    }

    private static Reasoning WithBudget(Reasoning reasoning, long budget) => budget switch
    {
        0 => reasoning with { Mode = new Given<ReasoningMode>(ReasoningMode.Disabled, BudgetPath) },
        < 0 => reasoning with { Mode = new Given<ReasoningMode>(ReasoningMode.Adaptive, BudgetPath) },
        _ => reasoning with { BudgetTokens = new Given<long>(budget, BudgetPath) },
    };
}
