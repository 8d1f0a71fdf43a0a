using System.Collections.Immutable;
using static Headgate.Llm.Tests.Translation.Leaves.Leaf;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>
/// Every leaf of an answer of Bedrock's Converse, https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html by the types
/// of the npm package @aws-sdk/client-bedrock-runtime 3.1164.0, read 2026-11-22.
/// </summary>
internal static class ConverseResponseLeaves
{
    private const string Content = "$.output.message.content";

    public static ImmutableArray<Scene> Scenes { get; } =
    [
        Scene("text", """{"text":"Hello"}""", "end_turn",
            Text($"{Content}[0].text"),
            OneOf("$.stopReason", "end_turn", "stop_sequence", "max_tokens", "content_filtered", "guardrail_intervened",
                "model_context_window_exceeded", "never_heard_of"),
            Number("$.metrics.latencyMs", "812345"),
            Value("$.additionalModelResponseFields", """{"stop_sequence":"@"}"""),
            Value("$.trace", """{"promptRouter":{"invokedModelId":"@"}}"""),
            Value("$.performanceConfig", """{"latency":"@"}"""),
            OneOf("$.serviceTier.type", "default", "priority", "flex"),
            Unknown("$"), Unknown("$.output"), Unknown("$.output.message")),
        Scene("thought", """{"reasoningContent":{"reasoningText":{"text":"a","signature":"s"}}},{"text":"Hello"}""", "end_turn",
            Text($"{Content}[0].reasoningContent.reasoningText.text"), Text($"{Content}[0].reasoningContent.reasoningText.signature"),
            Unknown($"{Content}[0].reasoningContent.reasoningText")),
        Scene("redacted thought", """{"reasoningContent":{"redactedContent":"YQ=="}},{"text":"Hello"}""", "end_turn",
            Text($"{Content}[0].reasoningContent.redactedContent")),
        Scene("calls of tools", """{"text":"One moment."},{"toolUse":{"toolUseId":"tooluse_1","name":"read_gauge","input":{}}}""", "tool_use",
            Text($"{Content}[0].text"),
            Text($"{Content}[1].toolUse.toolUseId", "tooluse_@"), Text($"{Content}[1].toolUse.name"), Value($"{Content}[1].toolUse.input", """{"gate":"@"}"""),
            OneOf("$.stopReason", "tool_use", "max_tokens"),
            Unknown($"{Content}[1].toolUse")),
        Scene("cited", """{"citationsContent":{"content":[{"text":"Hello"}],"citations":[]}}""", "end_turn",
            Text($"{Content}[0].citationsContent.content[0].text"),
            Value($"{Content}[0].citationsContent.citations", """[{"title":"@","sourceContent":[{"text":"b"}]}]"""),
            Unknown($"{Content}[0].citationsContent")),
        Scene("image", """{"text":"Look:"},{"image":{"format":"png","source":{"bytes":"iVBORw0K"}}}""", "end_turn", Text($"{Content}[1].image.source.bytes")),
        Scene("usage", """{"text":"Hello"}""", "end_turn",
            Number("$.usage.inputTokens", "4210"),
            Number("$.usage.outputTokens", "600"),
            Number("$.usage.totalTokens", "5600"),
            Number("$.usage.cacheReadInputTokens", "700"),
            Number("$.usage.cacheWriteInputTokens", "90"),
            Value("$.usage.cacheDetails", """[{"ttl":"1h","inputTokens":40},{"ttl":"5m","inputTokens":50}]"""),
            Unknown("$.usage")),
    ];

    private static Scene Scene(string name, string content, string stop, params ImmutableArray<Leaf> leaves) =>
        new(name,
            $$$"""
            {"output":{"message":{"role":"assistant","content":[{{{content}}}]}},"stopReason":"{{{stop}}}","serviceTier":{"type":"default"},
             "usage":{"inputTokens":4210,"outputTokens":600,"totalTokens":5600,"cacheReadInputTokens":700,"cacheWriteInputTokens":90},
             "metrics":{"latencyMs":812} }
            """,
            leaves);
}
