using System.Collections.Immutable;
using static Headgate.Llm.Tests.Translation.Leaves.Leaf;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>
/// Every leaf of the frames of ConverseStream, https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html by the types
/// of the npm package @aws-sdk/client-bedrock-runtime 3.1164.0, read 2026-11-22. Each frame is an object whose member is named by the event.
/// </summary>
internal static class ConverseStreamLeaves
{
    public static ImmutableArray<Scene> Scenes { get; } =
    [
        Scene("text", null, """{"text":"Hello"}""", "end_turn",
            Text("$[1].contentBlockDelta.delta.text"),
            Value("$[1].contentBlockDelta.delta", """{"citation":{"title":"@"}}"""),
            OneOf("$[3].messageStop.stopReason", "end_turn", "stop_sequence", "max_tokens", "content_filtered", "guardrail_intervened",
                "model_context_window_exceeded", "never_heard_of"),
            Value("$[3].messageStop.additionalModelResponseFields", """{"stop_sequence":"@"}"""),
            Value("$[4].metadata.trace", """{"promptRouter":{"invokedModelId":"@"}}"""),
            Value("$[4].metadata.performanceConfig", """{"latency":"@"}"""),
            OneOf("$[4].metadata.serviceTier.type", "default", "priority", "flex"),
            Number("$[4].metadata.metrics.latencyMs", "812345"),
            Unknown("$[0].messageStart"), Unknown("$[1].contentBlockDelta.delta"), Unknown("$[3].messageStop"), Unknown("$[4].metadata")),
        Scene("thought", null, """{"reasoningContent":{"text":"a"}}""", "end_turn",
            Text("$[1].contentBlockDelta.delta.reasoningContent.text"),
            Value("$[1].contentBlockDelta.delta", """{"reasoningContent":{"signature":"@"}}"""),
            Value("$[1].contentBlockDelta.delta", """{"reasoningContent":{"redactedContent":"@"}}"""),
            Unknown("$[1].contentBlockDelta.delta.reasoningContent")),
        Scene("call of a tool", """{"toolUse":{"toolUseId":"tooluse_1","name":"read_gauge"}}""", """{"toolUse":{"input":"{}"}}""", "tool_use",
            Text("$[1].contentBlockStart.start.toolUse.toolUseId", "tooluse_@"), Text("$[1].contentBlockStart.start.toolUse.name"),
            Text("$[2].contentBlockDelta.delta.toolUse.input", """{\"gate\":\"@\"}"""),
            OneOf("$[4].messageStop.stopReason", "tool_use"),
            Unknown("$[1].contentBlockStart.start.toolUse"), Unknown("$[2].contentBlockDelta.delta.toolUse")),
        Scene("usage", null, """{"text":"Hello"}""", "end_turn",
            Number("$[4].metadata.usage.outputTokens", "600"),
            Number("$[4].metadata.usage.cacheReadInputTokens", "700"),
            Number("$[4].metadata.usage.cacheWriteInputTokens", "90"),
            Unknown("$[4].metadata.usage")),
    ];

    private static Scene Scene(string name, string? start, string delta, string stop, params ImmutableArray<Leaf> leaves) =>
        new(name,
            $$$"""
            [{"messageStart":{"role":"assistant"}},
             {{{(start is null ? "" : $$"""{"contentBlockStart":{"contentBlockIndex":0,"start":{{start}} } },""")}}}
             {"contentBlockDelta":{"contentBlockIndex":0,"delta":{{{delta}}} } },
             {"contentBlockStop":{"contentBlockIndex":0}},
             {"messageStop":{"stopReason":"{{{stop}}}"} },
             {"metadata":{"usage":{"inputTokens":4210,"outputTokens":600,"totalTokens":5600,"cacheReadInputTokens":700,"cacheWriteInputTokens":90},
              "serviceTier":{"type":"default"},"metrics":{"latencyMs":812} } }]
            """,
            leaves);
}
