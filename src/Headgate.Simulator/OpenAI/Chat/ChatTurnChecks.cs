using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Chat;

/// <summary>What chat completions refuses in the order of messages: every call of a tool is answered before anyone else speaks,
/// and nothing is answered that was not called. https://platform.openai.com/docs/guides/function-calling (read 2026-11-22).</summary>
internal static class ChatTurnChecks
{
    public static VendorError? Violation(JsonElement messages)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, message) in messages.EnumerateArray().Index())
        {
            if (message.Text("role") == "tool")
            {
                if (!open.Remove(message.Text("tool_call_id")!))
                    return Refuse(i, "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.");
                continue;
            }

            if (open.Count > 0)
                return Unanswered(i, open);
            open.UnionWith(message.Items("tool_calls").Select(call => call.Text("id")!));
        }

        return open.Count > 0 ? Unanswered(messages.GetArrayLength() - 1, open) : null;
    }

    private static VendorError Unanswered(int at, HashSet<string> ids) => Refuse(at,
        "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. "
        + $"The following tool_call_ids did not have response messages: {string.Join(", ", ids)}");

    private static VendorError Refuse(int at, string message) => new(400, $"Invalid parameter: {message}") { Param = $"messages[{at}].role" };
}
