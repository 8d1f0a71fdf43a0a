using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.Anthropic;

/// <summary>How much a client of another protocol wants the model to think: as a word, and as a budget for models that take only that.</summary>
/// <param name="Effort">none, minimal, low, medium, high, xhigh, max, or a word that is not known.</param>
/// <param name="Budget">Tokens.</param>
/// <param name="Path">Where it stood.</param>
internal readonly record struct ThinkingWish(string Effort, long Budget, string Path)
{
    /// <summary>The wish of a request; null when it says nothing of how much.</summary>
    public static ThinkingWish? Of(Reasoning? reasoning) => reasoning switch
    {
        null => null,
        { Mode: { Value: ReasoningMode.Disabled or ReasoningMode.BetweenTools } off } => new ThinkingWish("none", 0, off.Path),
        { Effort: { } effort } => new ThinkingWish(effort.Value, reasoning.BudgetTokens?.Value ?? BudgetOf(effort.Value), effort.Path),
        { BudgetTokens: { } budget } => new ThinkingWish(EffortOf(budget.Value), budget.Value, budget.Path),
        { Mode: { } mode } => new ThinkingWish("medium", BudgetOf("medium"), mode.Path),
        _ => null,
    };

    private static long BudgetOf(string effort) => effort switch
    {
        "minimal" => 1_024,
        "low" => 2_048,
        "medium" => 8_192,
        "high" => 16_384,
        _ => 32_000,
    };

    private static string EffortOf(long budget) => budget switch
    {
        <= 0 => "none",
        <= 2_048 => "low",
        <= 8_192 => "medium",
        <= 16_384 => "high",
        _ => "xhigh",
    };
}
