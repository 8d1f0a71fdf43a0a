using System.Collections.Immutable;
using Headgate.Llm.Chat;

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

    /// <summary>The most characters of a user's name: https://github.com/maximhq/bifrost/issues/1000, read 2026-11-23.</summary>
    private const int LongestEndUser = 64;

    // The most tokens of an answer, by the beginning of the name. Common knowledge of the models' pages under
    // https://platform.openai.com/docs/models, which were not at hand: not confirmed there.
    private static readonly ImmutableArray<(string Prefix, long Tokens)> Outputs =
    [
        ("gpt-3.5-turbo", 4_096),
        ("gpt-4", 8_192),
        ("gpt-4-0125-preview", 4_096),
        ("gpt-4-1106-preview", 4_096),
        ("gpt-4-turbo", 4_096),
        ("gpt-4.1", 32_768),
        ("gpt-4.5", 16_384),
        ("gpt-4o", 16_384),
        ("chatgpt-4o", 16_384),
        ("o1", 100_000),
        ("o1-mini", 65_536),
        ("o1-preview", 32_768),
        ("o3", 100_000),
        ("o4", 100_000),
        ("codex-", 100_000),
        ("gpt-5", 128_000),
        ("gpt-5-chat", 16_384),
    ];

    private static readonly ImmutableArray<string> BeforeBreakpoints = ["gpt-3", "gpt-4", "chatgpt-", "codex-"];

    /// <summary>The most tokens that an answer of the model may have: a request for more is refused. Null when that is not known.</summary>
    public static long? MostTokens(string model)
    {
        string name = Bare(model);
        long? most = null;
        int longest = 0;
        foreach ((string prefix, long tokens) in Outputs)
        {
            if (prefix.Length > longest && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                (most, longest) = (tokens, prefix.Length);
            }
        }

        return most;
    }

    /// <summary>A user's name as OpenAI takes it: another protocol's may be longer, and stays one and the same for each user.</summary>
    public static string EndUser(string user) => user.Length > LongestEndUser ? FittedName.Digest(user, LongestEndUser) : user;

    /// <summary>The tokens that may be asked for: a bound beyond what the model answers with is lowered, and the loss named.</summary>
    public static long Bound(Given<long> asked, string model, LossList losses)
    {
        if (MostTokens(model) is not { } most || asked.Value <= most)
        {
            return asked.Value;
        }

        losses.Add(asked.Path, $"this model answers with at most {most} tokens");
        return most;
    }

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

    /// <summary>
    /// True for OpenAI's models that refuse a <c>prompt_cache_breakpoint</c>: those before gpt-5.6
    /// (https://github.com/Kilo-Org/kilocode/issues/13052, read 2026-11-23). Models that nobody knows may take one.
    /// </summary>
    public static bool RefuseBreakpoints(string model)
    {
        string name = Bare(model);
        return IsOSeries(name)
            || BeforeBreakpoints.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
            || (IsGpt5(name) && Gpt5Minor(name) < 6);
    }

    /// <summary>
    /// The nearest effort that the model knows: the o series and gpt-oss have low, medium and high only, gpt-5 nothing above high, and gpt-5.1
    /// no minimal either (https://github.com/The-PR-Agent/pr-agent/issues/3271, read 2026-11-23).
    /// </summary>
    public static string NearestEffort(string model, string effort)
    {
        string name = Bare(model);
        bool endsAtHigh = IsOSeries(name) || IsGptOss(name) || (IsGpt5(name) && Gpt5Minor(name) < 2 && !name.Contains("-max", StringComparison.Ordinal));
        return effort switch
        {
            "none" or "minimal" when IsOSeries(name) || IsGptOss(name) => "low",
            "none" when IsGpt5(name) && Gpt5Minor(name) == 0 => "minimal",
            "minimal" when IsGpt5(name) && Gpt5Minor(name) > 0 => "low",
            "xhigh" or "max" when endsAtHigh => "high",
            _ => effort,
        };
    }

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

    private static bool IsGptOss(string name) => name.StartsWith("gpt-oss", StringComparison.Ordinal);

    private static bool IsGpt5(string name) =>
        name == "gpt-5" || name.StartsWith("gpt-5-", StringComparison.Ordinal) || name.StartsWith("gpt-5.", StringComparison.Ordinal);

    // The digit of gpt-5.1-mini; 0 for gpt-5 itself.
    private static int Gpt5Minor(string name) => name is ['g', 'p', 't', '-', '5', '.', >= '0' and <= '9' and var digit, ..] ? digit - '0' : 0;

    private static bool IsOSeries(string name) => name.Length > 1 && name[0] == 'o' && name[1] is ('1' or '3' or '4');

    // Resellers put the maker in front: openai/gpt-5.
    private static string Bare(string model) => model[(model.LastIndexOf('/') + 1)..];
}
