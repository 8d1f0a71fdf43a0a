using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Gemini;

/// <summary>What generateContent refuses: first names that it does not know, then what is wrong with what they hold.</summary>
internal static class GenerateChecks
{
    public static VendorError? Violation(JsonElement body, string model, Seal seal) =>
        GeminiFields.Request.Violation(body) ?? Body(body, model, seal);

    /// <summary>All but the names.</summary>
    public static VendorError? Body(JsonElement body, string model, Seal seal) =>
        Contents(body, model, seal) ?? System(body) ?? ToolChecks.Violation(body) ?? ConfigChecks.Violation(body, model);

    public static VendorError? Contents(JsonElement body, string model, Seal seal)
    {
        JsonElement[] contents = [.. body.Items("contents")];
        if (contents.Length == 0)
            return Refuse("* GenerateContentRequest.contents: contents is not specified");
        if (contents.Select((content, i) => Content($"contents[{i}]", content, seal)).FirstOrDefault(error => error is not null) is { } wrong)
            return wrong;
        var turns = GeminiTurn.Merge(contents);
        return TurnChecks.Violation(turns) ?? SignatureChecks.Violation(turns, model);
    }

    public static VendorError Refuse(string message) => new(400, message);

    private static VendorError? Content(string path, JsonElement content, Seal seal)
    {
        if (content.Text("role") is not (null or "user" or "model"))
            return Refuse("Please use a valid role: user, model.");
        JsonElement[] parts = [.. content.Items("parts")];
        if (parts.Length == 0)
            return Refuse($"* GenerateContentRequest.{path}.parts: contents.parts must not be empty.");
        return parts.Select((part, i) => PartChecks.Violation($"{path}.parts[{i}]", part, seal)).FirstOrDefault(error => error is not null);
    }

    private static VendorError? System(JsonElement body) => body.Member("systemInstruction") is { } system
        && (!system.Items("parts").Any() || system.Items("parts").Any(part => part.Text("text") is null))
            ? Refuse("* GenerateContentRequest.system_instruction.parts: must be text")
            : null;
}
