using System.Text.Json;

namespace Headgate.Simulator.Gemini;

/// <summary>One turn as the vendor sees it: consecutive contents of one role are one, as Google's own SDK sends what came in chunks.</summary>
/// <param name="IsModel">Whether the model speaks, else the user.</param>
/// <param name="Parts">What is said, in order.</param>
internal sealed record GeminiTurn(bool IsModel, IReadOnlyList<JsonElement> Parts)
{
    public IReadOnlyList<JsonElement> Calls { get; } = Of(Parts, "functionCall");

    public IReadOnlyList<JsonElement> Responses { get; } = Of(Parts, "functionResponse");

    public static List<GeminiTurn> Merge(IEnumerable<JsonElement> contents)
    {
        var turns = new List<GeminiTurn>();
        foreach (var content in contents)
        {
            var isModel = content.Text("role") == "model";
            if (turns is [.., var last] && last.IsModel == isModel)
                turns[^1] = new GeminiTurn(isModel, [.. last.Parts, .. content.Items("parts")]);
            else
                turns.Add(new GeminiTurn(isModel, [.. content.Items("parts")]));
        }

        return turns;
    }

    private static List<JsonElement> Of(IReadOnlyList<JsonElement> parts, string kind) =>
        [.. parts.Select(part => part.Object(kind)).OfType<JsonElement>()];
}
