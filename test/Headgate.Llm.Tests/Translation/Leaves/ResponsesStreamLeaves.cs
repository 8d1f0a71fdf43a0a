using System.Collections.Immutable;
using static Headgate.Llm.Tests.Translation.Leaves.Leaf;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>Leaves of the events of a Responses stream, by the types of the npm package openai 7.57.0 (2026-11-13).</summary>
internal static class ResponsesStreamLeaves
{
    public static ImmutableArray<Scene> Scenes { get; } =
    [
        Scene("text", """{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}""", "response.output_text.delta",
            Text("$[0].response.id", "resp_@"), Text("$[0].response.model"), Text("$[2].delta")),
        Scene("refusal", """{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}""", "response.refusal.delta",
            Text("$[2].delta")),
        Scene("thought", """{"id":"rs_1","type":"reasoning","summary":[]}""", "response.reasoning_summary_text.delta",
            Text("$[2].delta"), Text("$[3].item.encrypted_content")),
        Scene("call of a tool", """{"id":"fc_1","type":"function_call","call_id":"call_1","name":"read_gauge","arguments":""}""",
            "response.function_call_arguments.delta",
            Text("$[1].item.call_id", "call_@"), Text("$[1].item.name"), Text("$[2].delta", """{\"gate\":\"@\"}""")),
        Scene("end", """{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}""", "response.output_text.delta",
            Number("$[4].response.usage.output_tokens", "600"),
            Value("$[4].response.moderation", """{"model":"@"}"""),
            Value("$[4].response.output", """[{"type":"web_search_call","id":"ws_1","action":{"query":"@"}}]"""),
            Unknown("$[4].response"), Unknown("$[4].response.usage")),
    ];

    private static Scene Scene(string name, string item, string delta, params ImmutableArray<Leaf> leaves) =>
        new(name,
            $$$"""
            [{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1764000000,"status":"in_progress",
              "model":"m","output":[]} },
             {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{{{item}}} },
             {"type":"{{{delta}}}","sequence_number":2,"output_index":0,"content_index":0,"summary_index":0,"delta":"{}"},
             {"type":"response.output_item.done","sequence_number":3,"output_index":0,"item":{{{item}}} },
             {"type":"response.completed","sequence_number":4,"response":{"id":"resp_1","object":"response","created_at":1764000000,
              "status":"completed","model":"m","output":[],"usage":{"input_tokens":5000,"output_tokens":600,"total_tokens":5600} } }]
            """,
            leaves);
}
