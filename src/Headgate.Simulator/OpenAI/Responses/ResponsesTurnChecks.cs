using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Responses;

/// <summary>What responses refuses in the order of items: every call is answered behind it, by an output of its own kind, and nothing
/// is answered that was not called. https://platform.openai.com/docs/guides/function-calling (read 2026-11-22).</summary>
internal static class ResponsesTurnChecks
{
    /// <summary>The kinds of calls that the caller answers, by the type of their output.</summary>
    private static readonly (string Call, string Output, string Words)[] Kinds =
        [("function_call", "function_call_output", "function call"), ("custom_tool_call", "custom_tool_call_output", "custom tool call")];

    public static VendorError? Violation(JsonElement body) =>
        Kinds.Select(kind => Violation(body, kind)).FirstOrDefault(error => error is not null);

    private static VendorError? Violation(JsonElement body, (string Call, string Output, string Words) kind)
    {
        // Calls of a stored response that comes before may be answered too.
        var goesOn = body.Text("previous_response_id") is not null;
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in body.Items("input"))
        {
            var id = item.Text("call_id") ?? "";
            if (item.Text("type") == kind.Call)
                open.Add(id);
            else if (item.Text("type") == kind.Output && !open.Remove(id) && !goesOn)
                return Refuse($"No tool call found for {kind.Words} output with call_id {id}.");
        }

        return open.Count > 0 ? Refuse($"No tool output found for {kind.Words} {open.First()}.") : null;
    }

    private static VendorError Refuse(string message) => new(400, message) { Param = "input" };
}
