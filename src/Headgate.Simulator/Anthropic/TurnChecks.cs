using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Anthropic;

/// <summary>What messages refuses in the order of turns: who begins, where operators may speak, and that every call of a tool is
/// answered at once. https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/implement-tool-use (read 2026-11-22).</summary>
internal static class TurnChecks
{
    public static VendorError? Violation(JsonElement body)
    {
        var turns = MergedTurn.Of(body);
        if (turns[0].Role != "user")
            return MessagesChecks.Refuse("messages: first message must use the \"user\" role");
        return Operator(body) ?? RepeatedCall(turns) ?? Enumerable.Range(0, turns.Count)
            .Select(i => turns[i].Role switch
            {
                "assistant" => Unanswered(turns[i], turns.ElementAtOrDefault(i + 1)),
                "user" => Uncalled(turns[i], turns.ElementAtOrDefault(i - 1)),
                _ => null,
            })
            .FirstOrDefault(error => error is not null);
    }

    private static VendorError? Operator(JsonElement body)
    {
        var roles = body.Items("messages").Select(message => message.Text("role")).ToList();
        for (var i = 1; i < roles.Count; i++)
        {
            if (roles[i] == "system" && (roles[i - 1] != "user" || roles.ElementAtOrDefault(i + 1) is not (null or "assistant")))
                return MessagesChecks.Refuse($"messages.{i}: a system message must directly follow a user turn and end the turn");
        }

        return null;
    }

    private static VendorError? RepeatedCall(List<MergedTurn> turns)
    {
        var ids = turns.SelectMany(turn => turn.ToolUseIds).ToList();
        return ids.Distinct(StringComparer.Ordinal).Count() == ids.Count
            ? null
            : MessagesChecks.Refuse("messages: `tool_use` ids must be unique");
    }

    private static VendorError? Unanswered(MergedTurn turn, MergedTurn? next)
    {
        var answered = next is null ? [] : Results(next.Blocks.TakeWhile(block => block.Type == "tool_result"));
        var open = turn.ToolUseIds.Except(answered).ToList();
        return open.Count == 0
            ? null
            : MessagesChecks.Refuse($"{turn.Path}: `tool_use` ids were found without `tool_result` blocks immediately after: "
                + $"{string.Join(", ", open)}. Each `tool_use` block must have a corresponding `tool_result` block in the next message.");
    }

    private static VendorError? Uncalled(MergedTurn turn, MergedTurn? previous)
    {
        var called = previous?.ToolUseIds ?? [];
        var results = Results(turn.Blocks);
        if (results.Except(called).FirstOrDefault() is { } unexpected)
        {
            return MessagesChecks.Refuse($"{turn.Path}: unexpected `tool_use_id` found in `tool_result` blocks: {unexpected}. "
                + "Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
        }

        return results.Count == results.Distinct(StringComparer.Ordinal).Count()
            ? null
            : MessagesChecks.Refuse($"{turn.Path}: each `tool_use` must have a single result");
    }

    private static List<string> Results(IEnumerable<TurnBlock> blocks) =>
        [.. blocks.Where(block => block.Type == "tool_result").Select(block => block.Json.Text("tool_use_id")!)];
}
