using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>How a model is told to think: https://ai.google.dev/gemini-api/docs/thinking, read 2026-11-23.</summary>
/// <param name="Level">One of the model's levels; null = nothing is said.</param>
/// <param name="Budget">The most tokens; −1 = as many as it finds right; null = nothing is said.</param>
/// <param name="IsShown">True = the answer tells the thoughts in short; null = nothing is said.</param>
internal sealed record GeminiThinking(string? Level, long? Budget, bool? IsShown)
{
    private const long AsItFindsRight = -1;

    private static readonly GeminiThinking Unsaid = new(null, null, null);

    /// <summary>What comes nearest to a client's wish.</summary>
    /// <param name="reasoning">The wish; null = none.</param>
    /// <param name="isOwn">True when the client speaks this very protocol, and does not get to see what it did not ask for.</param>
    /// <param name="traits">What the model takes.</param>
    /// <param name="losses">Where it is named what cannot be done.</param>
    public static GeminiThinking For(Reasoning? reasoning, bool isOwn, GeminiTraits traits, LossList losses)
    {
        if (reasoning is null)
        {
            return Unsaid;
        }

        GeminiThinking thinking = Amount(reasoning, traits, losses);
        bool isOff = IsOff(reasoning) || reasoning.Effort?.Value == "none";
        return thinking with { IsShown = Shown(reasoning, isOff, isOwn, traits, losses) };
    }

    private static bool IsOff(Reasoning reasoning) => reasoning.Mode is { Value: ReasoningMode.Disabled or ReasoningMode.BetweenTools };

    private static bool? Shown(Reasoning reasoning, bool isOff, bool isOwn, GeminiTraits traits, LossList losses)
    {
        if (reasoning.Display is { } display)
        {
            if (traits.Thinks && !isOff)
            {
                return display.Value != "omitted";
            }

            losses.Add(display.Path, "there is no thinking to show");
            return null;
        }

        return traits.Thinks && !isOff && !isOwn ? true : null;
    }

    private static GeminiThinking Amount(Reasoning reasoning, GeminiTraits traits, LossList losses)
    {
        if (IsOff(reasoning))
        {
            NameUnused(reasoning.Effort?.Path, losses);
            NameUnused(reasoning.BudgetTokens?.Path, losses);
            return Off(reasoning.Mode!.Value.Path, traits, losses);
        }

        bool byLevel = !traits.Levels.IsEmpty;
        if (reasoning is { Effort: { } both, BudgetTokens: { } bound })
        {
            NameUnused(byLevel ? bound.Path : both.Path, losses);
        }

        return reasoning switch
        {
            { Effort: { } effort } when byLevel || reasoning.BudgetTokens is null => OfEffort(effort, traits, losses),
            { BudgetTokens: { } budget } => OfBudget(budget, traits, losses),
            { Mode: { } mode } when !traits.Thinks => Lose(mode.Path, "this model does not think", losses),
            { Mode: not null } when !byLevel => Unsaid with { Budget = AsItFindsRight },
            _ => Unsaid,
        };
    }

    private static void NameUnused(string? path, LossList losses)
    {
        if (path is not null)
        {
            losses.Add(path, "the model takes one measure of thinking");
        }
    }

    private static GeminiThinking Off(string path, GeminiTraits traits, LossList losses)
    {
        if (!traits.Thinks)
        {
            return Unsaid;
        }

        if (traits.CanStopThinking)
        {
            return Unsaid with { Budget = 0 };
        }

        if (traits.Levels is not ["minimal", ..])
        {
            losses.Add(path, "this model always thinks");
        }

        return traits.Levels.IsEmpty ? Unsaid with { Budget = traits.LeastBudget } : Unsaid with { Level = traits.Levels[0] };
    }

    private static GeminiThinking OfEffort(Given<string> effort, GeminiTraits traits, LossList losses)
    {
        if (effort.Value == "none")
        {
            return Off(effort.Path, traits, losses);
        }

        if (!traits.Thinks)
        {
            return Lose(effort.Path, "this model does not think", losses);
        }

        return BudgetOf(effort.Value) is not { } budget ? Lose(effort.Path, "this model has no such effort", losses)
            : traits.Levels.IsEmpty ? Unsaid with { Budget = Math.Clamp(budget, traits.LeastBudget, traits.MostBudget) }
            : OfLevel(effort, traits, losses);
    }

    private static GeminiThinking OfLevel(Given<string> effort, GeminiTraits traits, LossList losses)
    {
        if (traits.Levels.Contains(effort.Value))
        {
            return Unsaid with { Level = effort.Value };
        }

        if (effort.Value != "minimal")
        {
            losses.Add(effort.Path, "this model has no such effort");
        }

        return Unsaid with { Level = effort.Value == "minimal" ? traits.Levels[0] : "high" };
    }

    private static GeminiThinking OfBudget(Given<long> budget, GeminiTraits traits, LossList losses)
    {
        if (!traits.Thinks)
        {
            return Lose(budget.Path, "this model does not think", losses);
        }

        if (!traits.Levels.IsEmpty)
        {
            return budget.Value == AsItFindsRight ? Unsaid : OfEffort(new Given<string>(LevelOf(budget.Value), budget.Path), traits, losses);
        }

        bool isTaken = budget.Value == AsItFindsRight || (budget.Value == 0 && traits.CanStopThinking);
        long tokens = isTaken ? budget.Value : Math.Clamp(budget.Value, traits.LeastBudget, traits.MostBudget);
        if (tokens != budget.Value)
        {
            losses.Add(budget.Path, $"this model thinks within {traits.LeastBudget} to {traits.MostBudget} tokens");
        }

        return Unsaid with { Budget = tokens };
    }

    // As Google's own endpoint for OpenAI's clients has it: https://ai.google.dev/gemini-api/docs/openai#thinking, read 2026-11-23.
    private static long? BudgetOf(string effort) => effort switch
    {
        "minimal" or "low" => 1_024,
        "medium" => 8_192,
        "high" => 24_576,
        "xhigh" or "max" => long.MaxValue,
        _ => null,
    };

    private static string LevelOf(long budget) => budget switch
    {
        <= 0 => "none",
        <= 1_024 => "low",
        <= 8_192 => "medium",
        _ => "high",
    };

    private static GeminiThinking Lose(string path, string reason, LossList losses)
    {
        losses.Add(path, reason);
        return Unsaid;
    }
}
