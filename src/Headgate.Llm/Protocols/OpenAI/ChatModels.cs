namespace Headgate.Llm.Protocols.OpenAI;

/// <summary>
/// What OpenAI's models take, as far as a request has to be written differently for them, by the model's name at any vendor. Of
/// https://platform.openai.com/docs/guides/reasoning only excerpts and other projects' lists were at hand, 2026-11-22.
/// </summary>
internal static class ChatModels
{
    private const int LowBudget = 2048;
    private const int MediumBudget = 8192;
    private const int HighBudget = 16384;

    /// <summary>True for models that always reason, and refuse what steers sampling: o1, o3, o4, gpt-5 and their kin.</summary>
    public static bool Reason(string model)
    {
        string name = Bare(model);
        return IsOSeries(name)
            || name.StartsWith("codex-", StringComparison.Ordinal)
            || (name.StartsWith("gpt-5", StringComparison.Ordinal) && !name.Contains("-chat", StringComparison.Ordinal));
    }

    /// <summary>True for models that take <c>reasoning_effort</c> wherever they are served.</summary>
    public static bool TakeEffort(string model) => Reason(model) || Bare(model).StartsWith("gpt-oss", StringComparison.Ordinal);

    /// <summary>True for members of a request that models which reason refuse.</summary>
    public static bool RefuseWhenReasoning(string member) =>
        member is "temperature" or "top_p" or "presence_penalty" or "frequency_penalty" or "logprobs" or "top_logprobs" or "logit_bias" or "stop";

    /// <summary>The nearest effort that the model knows: the o series has low, medium and high only.</summary>
    public static string NearestEffort(string model, string effort) => (IsOSeries(Bare(model)), effort) switch
    {
        (true, "none" or "minimal") => "low",
        (true, "xhigh" or "max") => "high",
        _ => effort,
    };

    /// <summary>The least effort the model knows; null when it cannot but think.</summary>
    public static string? LeastEffort(string model)
    {
        string name = Bare(model);
        return IsOSeries(name) || name.StartsWith("gpt-oss", StringComparison.Ordinal) ? null
            : name is "gpt-5" || name.StartsWith("gpt-5-", StringComparison.Ordinal) ? "minimal"
            : "none";
    }

    /// <summary>The effort that a budget of thinking tokens amounts to.</summary>
    public static string EffortOf(long budgetTokens) => budgetTokens switch
    {
        <= LowBudget => "low",
        <= MediumBudget => "medium",
        <= HighBudget => "high",
        _ => "xhigh",
    };

    private static bool IsOSeries(string name) => name.Length > 1 && name[0] == 'o' && name[1] is ('1' or '3' or '4');

    // Resellers put the maker in front: openai/gpt-5.
    private static string Bare(string model) => model[(model.LastIndexOf('/') + 1)..];
}
