using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Gemini;

/// <summary>What generateContent refuses in the order of turns: https://ai.google.dev/gemini-api/docs/function-calling (read
/// 2026-11-22).</summary>
internal static class TurnChecks
{
    public static VendorError? Violation(JsonElement[] contents) =>
        Roles(contents) ?? Enumerable.Range(0, contents.Length).Select(i => Turn(contents, i)).FirstOrDefault(error => error is not null);

    private static VendorError? Roles(JsonElement[] contents)
    {
        string[] roles = [.. contents.Select(content => content.Text("role") ?? "user")];
        if (roles[0] != "user")
            return GenerateChecks.Refuse("Please ensure that multiturn requests begin with a user turn.");
        return roles.Where((role, i) => i > 0 && role == roles[i - 1]).Any()
            ? GenerateChecks.Refuse("Please ensure that multiturn requests alternate between user and model.")
            : null;
    }

    private static VendorError? Turn(JsonElement[] contents, int i)
    {
        var isModel = contents[i].Text("role") == "model";
        if (Parts(contents[i], isModel ? "functionResponse" : "functionCall").Length > 0)
            return GenerateChecks.Refuse("Please ensure that functions are called by the model and answered by the user.");
        return isModel ? Answered(contents[i], contents.ElementAtOrDefault(i + 1)) : Called(contents.ElementAtOrDefault(i - 1), contents[i]);
    }

    /// <summary>Every call is answered in the next turn: as often as it was made, and by its name.</summary>
    private static VendorError? Answered(JsonElement turn, JsonElement next)
    {
        var (calls, responses) = (Parts(turn, "functionCall"), Parts(next, "functionResponse"));
        if (calls.Length == 0)
            return null;
        if (calls.Length != responses.Length)
        {
            return GenerateChecks.Refuse("Please ensure that the number of function response parts is equal to the number of function "
                + "call parts of the function call turn.");
        }

        if (!Sorted(calls, "name").SequenceEqual(Sorted(responses, "name")))
            return GenerateChecks.Refuse("Please ensure that function response names are those of the function call turn.");
        return Sorted(responses, "id").Except(Sorted(calls, "id")).Any()
            ? GenerateChecks.Refuse("Please ensure that function response ids are those of the function call turn.")
            : null;
    }

    private static VendorError? Called(JsonElement previous, JsonElement turn) =>
        Parts(turn, "functionResponse").Length > 0 && Parts(previous, "functionCall").Length == 0
            ? GenerateChecks.Refuse("Please ensure that function response turn comes immediately after a function call turn.")
            : null;

    private static JsonElement[] Parts(JsonElement content, string kind) =>
        [.. content.Items("parts").Select(part => part.Object(kind)).OfType<JsonElement>()];

    private static string[] Sorted(JsonElement[] parts, string member) =>
        [.. parts.Select(part => part.Text(member)).OfType<string>().Order(StringComparer.Ordinal)];
}
