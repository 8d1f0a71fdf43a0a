using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Anthropic;

/// <summary>What messages refuses together with thinking: https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking
/// (read 2026-11-22).</summary>
internal static class ThinkingChecks
{
    private const int LeastBudget = 1024;

    public static VendorError? Violation(JsonElement body)
    {
        var thinking = body.Object("thinking");
        return thinking?.Text("type") switch
        {
            "enabled" => Budget(body, thinking.Value) ?? Forced(body) ?? Sampling(body) ?? Head(body),
            "adaptive" => Forced(body) ?? Sampling(body),
            "between_tools" => null,
            "disabled" => Clearing(body),
            _ when body.Member("thinking") is null => Clearing(body),
            _ => MessagesChecks.Refuse("thinking.type: Input should be 'enabled', 'adaptive', 'disabled' or 'between_tools'"),
        };
    }

    /// <summary>https://github.com/anthropics/claude-code/issues/11971 (read 2026-11-23).</summary>
    private static VendorError? Clearing(JsonElement body) =>
        body.Object("context_management")?.Items("edits").Select(edit => edit.Text("type"))
            .FirstOrDefault(type => type?.StartsWith("clear_thinking_", StringComparison.Ordinal) == true) is { } strategy
            ? MessagesChecks.Refuse($"`{strategy}` strategy requires `thinking` to be enabled")
            : null;

    private static VendorError? Budget(JsonElement body, JsonElement thinking)
    {
        if (thinking.Integer("budget_tokens") is not { } budget)
            return MessagesChecks.Refuse("thinking.enabled.budget_tokens: Field required");
        if (budget < LeastBudget)
            return MessagesChecks.Refuse($"thinking.enabled.budget_tokens: Input should be greater than or equal to {LeastBudget}");
        return body.Integer("max_tokens") <= budget
            ? MessagesChecks.Refuse("max_tokens: must be greater than `thinking.budget_tokens`")
            : null;
    }

    private static VendorError? Forced(JsonElement body) => body.Object("tool_choice")?.Text("type") is "any" or "tool"
        ? MessagesChecks.Refuse("tool_choice: Thinking may not be enabled when tool_choice forces tool use.")
        : null;

    private static VendorError? Sampling(JsonElement body)
    {
        if (body.Decimal("temperature") is not (null or 1))
            return MessagesChecks.Refuse("temperature: may only be set to 1 when thinking is enabled");
        return body.Member("top_k") is null ? null : MessagesChecks.Refuse("top_k: must be unset when thinking is enabled");
    }

    /// <summary>
    /// A model that was told to think goes on from its own thoughts: the turn whose calls wait for it begins with them. Calls, results and further
    /// calls are one turn until the user speaks again; between them it need not think.
    /// </summary>
    private static VendorError? Head(JsonElement body)
    {
        var turns = MergedTurn.Of(body);
        if (turns[^1].Role == "assistant")
            return MessagesChecks.Refuse("messages: an assistant message cannot be continued when `thinking` is enabled");
        var spoken = turns.FindLastIndex(turn => turn.Role == "user" && turn.Blocks[0].Type != "tool_result");
        if (turns.Skip(spoken + 1).FirstOrDefault(turn => turn.Role == "assistant") is not { ToolUseIds.Count: > 0 } first)
            return null;
        return first.Blocks[0].Type is "thinking" or "redacted_thinking"
            ? null
            : MessagesChecks.Refuse($"{first.Blocks[0].Path}.type: Expected `thinking` or `redacted_thinking`, but found "
                + $"`{first.Blocks[0].Type}`. When `thinking` is enabled, a final `assistant` message must start with a thinking block "
                + "(preceding the lastmost set of `tool_use` and `tool_result` blocks).");
    }
}
