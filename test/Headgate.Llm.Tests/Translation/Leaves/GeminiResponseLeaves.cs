using System.Collections.Immutable;
using static Headgate.Llm.Tests.Translation.Leaves.Leaf;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>
/// Every leaf of a GenerateContentResponse, https://ai.google.dev/api/generate-content read 2026-11-22. A stream is one of these after the other.
/// </summary>
internal static class GeminiResponseLeaves
{
    public static ImmutableArray<Scene> Scenes { get; } =
    [
        Scene("text", """{"text":"Hello"}""",
            Text("$.responseId"),
            Text("$.modelVersion"),
            Value("$.createTime", "\"2025-11-24T19:25:45Z\""),
            Text("$.candidates[0].content.parts[0].text"),
            OneOf("$.candidates[0].finishReason",
                "STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "NEVER_HEARD_OF"),
            Text("$.candidates[0].finishMessage"),
            Value("$.candidates[0].safetyRatings", """[{"category":"@","probability":"LOW"}]"""),
            Value("$.candidates[0].citationMetadata", """{"citationSources":[{"uri":"@"}]}"""),
            Value("$.candidates[0].groundingMetadata", """{"webSearchQueries":["@"]}"""),
            Value("$.candidates[0].logprobsResult", """{"chosenCandidates":[{"token":"@","logProbability":-0.5}]}"""),
            Number("$.candidates[0].avgLogprobs", "-0.4375"),
            Value("$.promptFeedback", """{"safetyRatings":[{"category":"@"}]}"""),
            Unknown("$"), Unknown("$.candidates[0]"), Unknown("$.candidates[0].content"), Unknown("$.candidates[0].content.parts[0]")),
        Scene("thought", """{"text":"a","thought":true},{"text":"Hello","thoughtSignature":"c2ln"}""",
            Text("$.candidates[0].content.parts[0].text"), Text("$.candidates[0].content.parts[0].thoughtSignature"),
            Text("$.candidates[0].content.parts[1].thoughtSignature"), Unknown("$.candidates[0].content.parts[0]")),
        Scene("call of a tool", """{"functionCall":{"id":"fc1","name":"read_gauge","args":{}},"thoughtSignature":"c2ln"}""",
            Text("$.candidates[0].content.parts[0].functionCall.id"), Text("$.candidates[0].content.parts[0].functionCall.name"),
            Value("$.candidates[0].content.parts[0].functionCall.args", """{"gate":"@"}"""),
            Text("$.candidates[0].content.parts[0].thoughtSignature"),
            OneOf("$.candidates[0].finishReason", "STOP", "MAX_TOKENS"),
            Unknown("$.candidates[0].content.parts[0].functionCall"), Unknown("$.candidates[0].content.parts[0]")),
        Scene("image", """{"inlineData":{"mimeType":"image/png","data":"iVBO"}}""",
            Text("$.candidates[0].content.parts[0].inlineData.data"), Unknown("$.candidates[0].content.parts[0].inlineData")),
        Scene("the vendor's own tools",
            """{"executableCode":{"language":"PYTHON","code":"a"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"a"}},{"text":"Hello"}""",
            Text("$.candidates[0].content.parts[0].executableCode.code"), Text("$.candidates[0].content.parts[1].codeExecutionResult.output")),
        new Scene("blocked", """{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":5000}}""",
            [OneOf("$.promptFeedback.blockReason", "SAFETY", "PROHIBITED_CONTENT"), Text("$.promptFeedback.blockReasonMessage")]),
        Scene("usage", """{"text":"Hello"}""",
            Number("$.usageMetadata.promptTokenCount", "5000"),
            Number("$.usageMetadata.cachedContentTokenCount", "700"),
            Number("$.usageMetadata.candidatesTokenCount", "567"),
            Number("$.usageMetadata.thoughtsTokenCount", "33"),
            Number("$.usageMetadata.toolUsePromptTokenCount", "12"),
            Number("$.usageMetadata.totalTokenCount", "5600"),
            Value("$.usageMetadata.promptTokensDetails", """[{"modality":"AUDIO","tokenCount":31}]"""),
            Text("$.usageMetadata.trafficType"), Unknown("$.usageMetadata")),
    ];

    /// <summary>The same, each as a chunk of its own.</summary>
    public static ImmutableArray<Scene> Streams { get; } =
    [
        .. Scenes.Select(scene => new Scene(
            scene.Name, $"[{scene.Body}]", [.. scene.Leaves.Select(leaf => leaf with { Path = $"$[0]{leaf.Path[1..]}" })])),
    ];

    private static Scene Scene(string name, string parts, params ImmutableArray<Leaf> leaves) =>
        new(name,
            $$$"""
            {"responseId":"r1","modelVersion":"m","candidates":[{"index":0,"content":{"role":"model","parts":[{{{parts}}}]},"finishReason":"STOP"}],
             "usageMetadata":{"promptTokenCount":5000,"candidatesTokenCount":567,"thoughtsTokenCount":33,"totalTokenCount":5600} }
            """,
            leaves);
}
