using System.Collections.Immutable;

namespace Headgate.Llm.Protocols.Anthropic;

/// <summary>
/// The traits of Anthropic's models, by the beginning of the name, and the pages under https://platform.claude.com/docs/en/ that tell of
/// them: as found on 2026-11-22, some in excerpts or retold elsewhere.
/// </summary>
internal static class ClaudeModels
{
    private static readonly ImmutableArray<string> FromLowToHigh = ["low", "medium", "high"];
    private static readonly ImmutableArray<string> WithMax = ["low", "medium", "high", "max"];
    private static readonly ImmutableArray<string> AllEfforts = ["low", "medium", "high", "xhigh", "max"];

    // Whoever else speaks this protocol: nothing is asked for that an early implementation would not know.
    private static readonly ClaudeTraits Stranger = new()
    {
        MaxTokens = 8_192, TakesSampling = true, TakesTemperatureWithTopP = true, TakesPrefill = true, TakesForcedChoice = true,
    };

    // about-claude/models/overview and about-claude/models/legacy-model-guide: the outputs of the models before 4.
    private static readonly ClaudeTraits Claude3 = Stranger with { MaxTokens = 4_096, RefusesMoreTokens = true };

    // build-with-claude/thinking: budgets, and 32K or 64K of output.
    private static readonly ClaudeTraits Claude4 = Stranger with { MaxTokens = 64_000, RefusesMoreTokens = true, Thinking = ThinkingStyle.Budget };

    // about-claude/models/migrating-to-claude-4: one of temperature and top_p. build-with-claude/structured-outputs: format.
    private static readonly ClaudeTraits Claude45 = Claude4 with { TakesTemperatureWithTopP = false, TakesFormat = true };

    // about-claude/models/migration-guide: no prefill, adaptive thinking. build-with-claude/effort: no xhigh yet.
    private static readonly ClaudeTraits Claude46 = Claude45 with
    {
        MaxTokens = 128_000, TakesPrefill = false, Thinking = ThinkingStyle.Adaptive, Efforts = WithMax,
    };

    // about-claude/models/migration-guide: budgets and sampling are refused.
    private static readonly ClaudeTraits Claude47 = Claude46 with { TakesSampling = false, Efforts = AllEfforts };

    // build-with-claude/mid-conversation-system-messages: the role system within the conversation.
    private static readonly ClaudeTraits Claude48 = Claude47 with { TakesSystemInConversation = true };

    // models/opus-5/migration-guide: thinks unless told not to.
    private static readonly ClaudeTraits Claude5 = Claude48 with { Off = ThinkingOff.Disabled };

    // models/opus-5-5/whats-new-opus-5-5, which says so of Fable 5.1 too: always thinks, and refuses a forced choice of tools.
    // build-with-claude/preserved-thinking/prefix-checks, read 2026-11-23: thinking is bound to what stands before it.
    private static readonly ClaudeTraits Newest = Claude5 with { Off = ThinkingOff.Never, TakesForcedChoice = false, BindsThinking = true };

    private static readonly ImmutableArray<(string Prefix, ClaudeTraits Traits)> Rows =
    [
        ("claude-", Newest with { RefusesMoreTokens = false }),
        ("claude-2", Claude3), // models/overview
        ("claude-3-", Claude3), // about-claude/models/legacy-model-guide
        ("claude-3-5-", Claude3 with { MaxTokens = 8_192 }), // about-claude/models/legacy-model-guide
        ("claude-3-7-", Claude4), // about-claude/models/legacy-model-guide
        ("claude-sonnet-4", Claude4), // about-claude/models/legacy-model-guide
        ("claude-opus-4", Claude4 with { MaxTokens = 32_000 }), // about-claude/models/legacy-model-guide
        ("claude-opus-4-1", Claude4 with { MaxTokens = 32_000, TakesTemperatureWithTopP = false }), // about-claude/models/migrating-to-claude-4
        ("claude-sonnet-4-5", Claude45), // build-with-claude/structured-outputs
        ("claude-haiku-4-5", Claude45), // build-with-claude/structured-outputs
        ("claude-opus-4-5", Claude45 with { Efforts = FromLowToHigh }), // build-with-claude/effort
        ("claude-sonnet-4-6", Claude46 with { MaxTokens = 64_000 }), // about-claude/models/overview
        ("claude-opus-4-6", Claude46), // about-claude/models/overview
        ("claude-opus-4-7", Claude47), // about-claude/models/migration-guide
        ("claude-mythos-preview", Claude47 with { Off = ThinkingOff.Never }), // build-with-claude/effort
        ("claude-opus-4-8", Claude48), // about-claude/models/whats-new-claude-4-8
        ("claude-opus-5", Claude5), // models/opus-5/migration-guide
        ("claude-sonnet-5", Claude5 with { TakesSystemInConversation = false }), // models/sonnet-5-5/migration-guide; the role is not confirmed
        ("claude-fable-5", Claude5 with { Off = ThinkingOff.Never }), // build-with-claude/thinking
        ("claude-mythos-5", Claude5 with { Off = ThinkingOff.Never }), // build-with-claude/thinking
        ("claude-haiku-5-5", Claude5 with { BindsThinking = true }), // models/haiku-5-5/migration-guide
        ("claude-sonnet-5-5", Newest with { Off = ThinkingOff.BetweenTools }), // models/sonnet-5-5/whats-new-sonnet-5-5
        ("claude-opus-5-5", Newest), // models/opus-5-5/whats-new-opus-5-5
        ("claude-fable-5-", Newest), // models/opus-5-5/whats-new-opus-5-5
        ("claude-mythos-5-", Newest), // models/opus-5-5/whats-new-opus-5-5
    ];

    /// <summary>
    /// The traits of a model, whose name may have a prefix of the house that serves it (<c>us.anthropic.claude-…</c>) and dots in its version.
    /// The longest beginning counts; a Claude that is not known is taken for the newest.
    /// </summary>
    public static ClaudeTraits Find(string model)
    {
        int start = model.IndexOf("claude-", StringComparison.Ordinal);
        if (start < 0)
        {
            return Stranger;
        }

        string name = model[start..].Replace('.', '-');
        return Rows.Where(row => name.StartsWith(row.Prefix, StringComparison.Ordinal)).MaxBy(row => row.Prefix.Length).Traits;
    }
}
