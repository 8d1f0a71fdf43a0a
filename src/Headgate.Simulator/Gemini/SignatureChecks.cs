using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Gemini;

/// <summary>What generateContent refuses in the signatures of thoughts: https://ai.google.dev/gemini-api/docs/thought-signatures (read
/// 2026-11-22). The vendor looks at the turn that is still open; here every turn of the history is looked at.</summary>
internal static class SignatureChecks
{
    /// <summary>What the vendor lets stand in the place of a signature that never was.</summary>
    private static readonly string[] Dummies = ["skip_thought_signature_validator", "context_engineering_is_the_way_to_go"];

    /// <summary>A signature that this vendor did not write, or wrote for another call.</summary>
    public static VendorError? Flaw(string path, JsonElement part, Seal seal)
    {
        if (part.Member("thoughtSignature") is not { } member || Dummies.Contains(member.GetString()))
            return null;
        if (member.ValueKind != JsonValueKind.String || seal.Open(member.GetString()!) is not { } signed)
            return GenerateChecks.Refuse($"Invalid value at '{path}.thought_signature': Corrupted thought signature.");
        return part.Object("functionCall")?.Text("name") is { } name && name != signed
            ? GenerateChecks.Refuse($"Invalid value at '{path}.thought_signature': Thought signature is not valid.")
            : null;
    }

    /// <summary>Of the calls that a model makes at once the first is signed.</summary>
    public static VendorError? Violation(IReadOnlyList<GeminiTurn> turns, string model) => !GeminiModel.Signs(model)
        ? null
        : turns.Select(Unsigned).FirstOrDefault(error => error is not null);

    private static VendorError? Unsigned(GeminiTurn turn, int index)
    {
        var call = turn.Parts.FirstOrDefault(part => part.Object("functionCall") is not null);
        return call.ValueKind == JsonValueKind.Undefined || call.Text("thoughtSignature") is not null
            ? null
            : GenerateChecks.Refuse("Function call is missing a thought_signature in functionCall parts. This is required for tools to work "
                + "correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call "
                + $"`default_api:{turn.Calls[0].Text("name")}` , position {index + 1}.");
    }
}
