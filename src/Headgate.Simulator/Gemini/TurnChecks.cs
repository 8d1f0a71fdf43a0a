using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Gemini;

/// <summary>What generateContent refuses in the order of turns: https://ai.google.dev/gemini-api/docs/function-calling (read
/// 2026-11-22).</summary>
internal static class TurnChecks
{
    public static VendorError? Violation(IReadOnlyList<GeminiTurn> turns) => turns[0].IsModel
        ? GenerateChecks.Refuse("Please ensure that multiturn requests begin with a user turn.")
        : turns.Select((turn, i) => Turn(turns.ElementAtOrDefault(i - 1), turn, turns.ElementAtOrDefault(i + 1)))
            .FirstOrDefault(error => error is not null);

    private static VendorError? Turn(GeminiTurn? previous, GeminiTurn turn, GeminiTurn? next)
    {
        if ((turn.IsModel ? turn.Responses : turn.Calls).Count > 0)
            return GenerateChecks.Refuse("Please ensure that functions are called by the model and answered by the user.");
        return turn.IsModel ? Answered(turn.Calls, next?.Responses ?? []) : Called(previous?.Calls ?? [], turn.Responses);
    }

    /// <summary>Every call is answered in the next turn: as often as it was made, and by its name.</summary>
    private static VendorError? Answered(IReadOnlyList<JsonElement> calls, IReadOnlyList<JsonElement> responses)
    {
        if (calls.Count == 0)
            return null;
        if (calls.Count != responses.Count)
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

    private static VendorError? Called(IReadOnlyList<JsonElement> calls, IReadOnlyList<JsonElement> responses) =>
        responses.Count > 0 && calls.Count == 0
            ? GenerateChecks.Refuse("Please ensure that function response turn comes immediately after a function call turn.")
            : null;

    private static string[] Sorted(IReadOnlyList<JsonElement> parts, string member) =>
        [.. parts.Select(part => part.Text(member)).OfType<string>().Order(StringComparer.Ordinal)];
}
