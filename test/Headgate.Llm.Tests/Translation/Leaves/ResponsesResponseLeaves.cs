using System.Collections.Immutable;
using static Headgate.Llm.Tests.Translation.Leaves.Leaf;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>
/// Every leaf of a response object that does not repeat the request, by the types of the npm package openai 7.57.0 (2026-11-13).
/// </summary>
internal static class ResponsesResponseLeaves
{
    private const string Hello =
        """{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hello","annotations":[]}]}""";

    public static ImmutableArray<Scene> Scenes { get; } =
    [
        Scene("text", Hello,
            Text("$.id", "resp_@"),
            Text("$.model"),
            Number("$.created_at", "1764000123"),
            OneOf("$.service_tier", "default", "priority"),
            Text("$.output[0].content[0].text"),
            Value("$.output[0].content[0].annotations", """[{"type":"url_citation","url":"@"}]"""),
            Value("$.output[0].content[0].logprobs", """[{"token":"@"}]"""),
            OneOf("$.output[0].phase", "final_answer"),
            OneOf("$.status", "completed"),
            Value("$.moderation", """{"model":"@"}"""),
            Unknown("$"), Unknown("$.output[0]"), Unknown("$.output[0].content[0]")),
        Scene("cut", Hello, """ "status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}, """,
            OneOf("$.incomplete_details.reason", "max_output_tokens", "content_filter"), OneOf("$.status", "incomplete")),
        Scene("refusal", """{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"refusal","refusal":"a"}]}""",
            Text("$.output[0].content[0].refusal")),
        Scene("thought", """{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"a"}],"encrypted_content":"s"},""" + Hello,
            Text("$.output[0].summary[0].text"), Text("$.output[0].encrypted_content"), Unknown("$.output[0]")),
        Scene("calls of tools",
            """{"type":"function_call","id":"fc_1","status":"completed","call_id":"call_1","name":"read_gauge","arguments":"{}"}""",
            Text("$.output[0].call_id", "call_@"), Text("$.output[0].name"), Text("$.output[0].arguments", """{\"gate\":\"@\"}"""),
            Unknown("$.output[0]")),
        Scene("the vendor's call", """{"type":"web_search_call","id":"ws_1","status":"completed","action":{"query":"a"}},""" + Hello,
            Text("$.output[0].action.query")),
        Scene("usage", Hello,
            Number("$.usage.input_tokens", "5000"),
            Number("$.usage.output_tokens", "600"),
            Number("$.usage.total_tokens", "5600"),
            Number("$.usage.input_tokens_details.cached_tokens", "700"),
            Number("$.usage.input_tokens_details.cache_write_tokens", "90"),
            Number("$.usage.output_tokens_details.reasoning_tokens", "33"),
            Unknown("$.usage"), Unknown("$.usage.input_tokens_details"), Unknown("$.usage.output_tokens_details")),
    ];

    private static Scene Scene(string name, string output, params ImmutableArray<Leaf> leaves) => Scene(name, output, """ "status":"completed", """, leaves);

    private static Scene Scene(string name, string output, string status, params ImmutableArray<Leaf> leaves) =>
        new(name,
            $$$"""
            {"id":"resp_1","object":"response","created_at":1764000000,{{{status}}} "model":"m","output":[{{{output}}}],"error":null,"tools":[],
             "usage":{"input_tokens":5000,"input_tokens_details":{},"output_tokens":600,"output_tokens_details":{},"total_tokens":5600} }
            """,
            leaves);
}
