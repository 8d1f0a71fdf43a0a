using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.Anthropic;

/// <summary>What a request says of thinking, in this protocol's words.</summary>
internal sealed record ThinkingPlan
{
    /// <summary>The least budget that Anthropic takes.</summary>
    private const long LeastBudget = 1_024;

    /// <summary>The <c>type</c> of <c>thinking</c>; null = the member is not written.</summary>
    public ReasoningMode? Mode { get; private init; }

    /// <summary>The budget in tokens, for <see cref="ReasoningMode.Enabled"/>; else null.</summary>
    public long? Budget { get; private init; }

    /// <summary>The word of <c>output_config.effort</c>; null = not written.</summary>
    public string? Effort { get; private init; }

    /// <summary>The bound on the answer, thinking included.</summary>
    public required long MaxTokens { get; init; }

    /// <summary>True when the model is asked to think, which goes with no forced tool and no sampling of the client's.</summary>
    public bool IsThinking => Mode is ReasoningMode.Enabled or ReasoningMode.Adaptive;

    /// <summary>What the client of this protocol said, as far as the model can think.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxTokens">The bound where the client gave none.</param>
    /// <param name="obstacle">Why the model cannot think within a budget this time; null when nothing is in the way.</param>
    /// <param name="losses">Where it is named what cannot be done.</param>
    public static ThinkingPlan AsWritten(ChatRequest request, long maxTokens, string? obstacle, LossList losses)
    {
        ThinkingPlan silent = new() { Effort = request.Reasoning?.Effort?.Value, MaxTokens = request.MaxOutputTokens?.Value ?? maxTokens };
        if (request.Reasoning is not { Mode.Value: var mode } reasoning)
        {
            return silent;
        }

        if (obstacle is null || mode != ReasoningMode.Enabled)
        {
            return silent with { Mode = mode, Budget = reasoning.BudgetTokens?.Value };
        }

        losses.Add("$.thinking", obstacle);
        return silent;
    }

    /// <summary>What comes nearest to the wish of another protocol's client.</summary>
    /// <param name="request">The request.</param>
    /// <param name="traits">What the model takes.</param>
    /// <param name="isForced">True when the model has to call a tool, which goes with no thinking.</param>
    /// <param name="obstacle">Why the model cannot think within a budget this time; null when nothing is in the way.</param>
    /// <param name="losses">Where it is named what cannot be done.</param>
    public static ThinkingPlan For(ChatRequest request, ClaudeTraits traits, bool isForced, string? obstacle, LossList losses)
    {
        ThinkingPlan silent = new() { MaxTokens = Bound(request, traits, losses) };
        ThinkingPlan unthinking = isForced && traits.Off == ThinkingOff.Disabled ? silent with { Mode = ReasoningMode.Disabled } : silent;
        if (ThinkingWish.Of(request.Reasoning) is not { } wish)
        {
            return unthinking;
        }

        if (wish.Effort == "none")
        {
            return Off(silent, wish, traits, losses);
        }

        return traits.Thinking switch
        {
            not ThinkingStyle.None when isForced => Lose(unthinking, wish, "a forced tool goes with no thinking", losses),
            ThinkingStyle.Adaptive => silent with { Mode = ReasoningMode.Adaptive, Effort = Fit(wish, traits, losses) },
            ThinkingStyle.Budget when obstacle is null => Budgeted(silent, wish, request, losses),
            ThinkingStyle.Budget => Lose(silent, wish, obstacle, losses),
            _ => Lose(silent, wish, "this model does not think", losses),
        };
    }

    private static long Bound(ChatRequest request, ClaudeTraits traits, LossList losses)
    {
        if (request.MaxOutputTokens is not { } bound)
        {
            return traits.MaxTokens;
        }

        if (!traits.RefusesMoreTokens || bound.Value <= traits.MaxTokens)
        {
            return bound.Value;
        }

        losses.Add(bound.Path, $"this model answers with at most {traits.MaxTokens} tokens");
        return traits.MaxTokens;
    }

    private static ThinkingPlan Off(ThinkingPlan silent, ThinkingWish wish, ClaudeTraits traits, LossList losses) => traits.Off switch
    {
        ThinkingOff.Disabled => silent with { Mode = ReasoningMode.Disabled },
        ThinkingOff.BetweenTools => silent with { Mode = ReasoningMode.BetweenTools },
        ThinkingOff.Never => Lose(silent with { Effort = traits.Efforts[0] }, wish, "this model always thinks", losses),
        _ => silent,
    };

    private static string Fit(ThinkingWish wish, ClaudeTraits traits, LossList losses)
    {
        string effort = wish.Effort == "minimal" ? "low" : wish.Effort;
        if (traits.Efforts.Contains(effort))
        {
            return effort;
        }

        losses.Add(wish.Path, "this model has no such effort");
        return "high";
    }

    // The bound is the client's, thinking included, and is never raised. A word leaves half of it to the answer; a number is taken as it is
    // wherever it leaves anything.
    private static ThinkingPlan Budgeted(ThinkingPlan silent, ThinkingWish wish, ChatRequest request, LossList losses)
    {
        bool isExact = request.Reasoning is { Effort: null, BudgetTokens: not null };
        long wanted = Math.Max(LeastBudget, wish.Budget);
        long budget = isExact && wanted < silent.MaxTokens ? wanted : Math.Max(LeastBudget, Math.Min(wanted, silent.MaxTokens / 2));
        if (budget >= silent.MaxTokens)
        {
            return Lose(silent, wish, "max_tokens leaves no room to think", losses);
        }

        ThinkingPlan plan = silent with { Mode = ReasoningMode.Enabled, Budget = budget };
        return isExact && budget < wanted ? Lose(plan, wish, "max_tokens leaves less room to think", losses) : plan;
    }

    private static ThinkingPlan Lose(ThinkingPlan plan, ThinkingWish wish, string reason, LossList losses)
    {
        losses.Add(wish.Path, reason);
        return plan;
    }
}
