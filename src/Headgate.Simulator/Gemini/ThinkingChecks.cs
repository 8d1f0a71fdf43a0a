using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Gemini;

/// <summary>What generateContent refuses in the settings of thinking: https://ai.google.dev/gemini-api/docs/thinking (read
/// 2026-11-22).</summary>
internal static class ThinkingChecks
{
    private const int ByItself = -1;
    private const int MostOfPro = 32_768;
    private const int MostOfFlash = 24_576;
    private const int LeastOfPro = 128;

    public static VendorError? Violation(JsonElement thinking, string model)
    {
        if (!GeminiModel.Thinks(model))
            return GenerateChecks.Refuse("Thinking is not supported by this model.");
        if (thinking.Member("thinkingBudget") is not null && thinking.Member("thinkingLevel") is not null)
            return GenerateChecks.Refuse("You can only set only one of thinking budget and thinking level.");
        return Level(thinking, model) ?? Budget(thinking, model);
    }

    private static VendorError? Level(JsonElement thinking, string model)
    {
        if (thinking.Member("thinkingLevel") is not { } given)
            return null;
        var level = thinking.Text("thinkingLevel")?.ToUpperInvariant();
        if (level is not ("MINIMAL" or "LOW" or "MEDIUM" or "HIGH"))
            return GenerateChecks.Refuse($"Invalid value at 'generation_config.thinking_config.thinking_level' (ThinkingLevel), {given.GetRawText()}");
        if (GeminiModel.IsSecond(model))
            return GenerateChecks.Refuse("Thinking level is not supported for this model.");
        return level == "MINIMAL" && GeminiModel.IsPro(model)
            ? GenerateChecks.Refuse("Thinking level MINIMAL is not supported for this model.")
            : null;
    }

    private static VendorError? Budget(JsonElement thinking, string model)
    {
        if (thinking.Integer("thinkingBudget") is not (not null and not ByItself and var budget) || !GeminiModel.IsSecond(model))
            return null;
        if (budget == 0 && GeminiModel.IsPro(model))
            return GenerateChecks.Refuse("Budget 0 is invalid. This model only works in thinking mode.");
        var (least, most) = GeminiModel.IsPro(model) ? (LeastOfPro, MostOfPro) : (0, MostOfFlash);
        return budget < least || budget > most
            ? GenerateChecks.Refuse($"The thinking budget {budget} is invalid. Please choose a value between {least} and {most}.")
            : null;
    }
}
