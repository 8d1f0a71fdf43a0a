using System.Collections.Immutable;
using static Headgate.Llm.Tests.Translation.Leaves.Leaf;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>
/// Every leaf of <c>POST /v1/responses</c>, by the types of the npm package openai 7.57.0 (2026-11-13) and what Codex 0.169 was seen to send. Ids and
/// states of items are the vendor's bookkeeping and no leaves. The words that tell the kinds of an object apart are tried with what they announce.
/// </summary>
internal static class ResponsesRequestLeaves
{
    private const string Schema =
        """{"type":"object","properties":{"gate":{"type":"string","description":"@"}},"required":["gate"],"additionalProperties":false}""";

    private const string Question = """{"type":"message","role":"user","content":"Hi"}""";
    private const string Call = """{"type":"function_call","call_id":"call_1","name":"read_gauge","arguments":"{\"gate\":7}"}""";
    private const string Result = """{"type":"function_call_output","call_id":"call_1","output":"12 inches"}""";
    private const string Gauge = """{"type":"function","name":"read_gauge","parameters":{"type":"object","properties":{}},"strict":false}""";
    private const string Patch = """{"type":"custom","name":"apply_patch"}""";

    public static ImmutableArray<Scene> Scenes { get; } =
    [
        Scene("plain", "{}",
            Text("$.model"),
            Text("$.input"),
            Text("$.instructions"),
            Number("$.max_output_tokens", "4321"),
            Number("$.temperature", "0.4375"),
            Number("$.top_p", "0.8125"),
            Number("$.top_logprobs", "7"),
            Number("$.max_tool_calls", "37"),
            Flag("$.stream"),
            OneOf("$.service_tier", "auto", "default", "flex", "scale", "priority", "fast"),
            OneOf("$.truncation", "auto"),
            Text("$.safety_identifier"),
            Text("$.user"),
            Text("$.prompt_cache_key"),
            OneOf("$.prompt_cache_retention", "24h"),
            Value("$.prompt_cache_options", """{"mode":"@"}"""),
            Value("$.metadata", """{"team":"@"}"""),
            Value("$.client_metadata", """{"session_id":"@"}"""),
            Value("$.include", """["web_search_call.action.sources","@"]"""),
            Value("$.context_management", """[{"type":"compaction","compact_threshold":"@"}]"""),
            Value("$.stream_options", """{"include_obfuscation":"@"}"""),
            Value("$.moderation", """{"model":"@"}"""),
            Unknown("$")),
        Scene("reasoning", """{"reasoning":{}}""",
            OneOf("$.reasoning.effort", "none", "minimal", "low", "medium", "high", "xhigh", "max"),
            OneOf("$.reasoning.context", "auto"),
            Unknown("$.reasoning")),
        Scene("shown reasoning", """{"max_output_tokens":20000,"reasoning":{"effort":"high"}}""", OneOf("$.reasoning.summary", "auto", "concise", "detailed")),
        Scene("form of the answer", """{"text":{}}""", OneOf("$.text.verbosity", "low", "high"), Unknown("$.text")),
        Scene("any form", """{"text":{"format":{"type":"text"}}}""", OneOf("$.text.format.type", "text", "json_object"), Unknown("$.text.format")),
        Scene("answer by schema",
            """{"text":{"format":{"type":"json_schema","name":"reading","schema":{"type":"object"}}}}""",
            Value("$.text.format.schema", Schema),
            Text("$.text.format.name"),
            Text("$.text.format.description"),
            Flag("$.text.format.strict"),
            Unknown("$.text.format")),
        Scene("tools", $$"""{"tools":[{{Gauge}}]}""",
            Text("$.tools[0].name"),
            Text("$.tools[0].description"),
            Value("$.tools[0].parameters", Schema),
            Flag("$.tools[0].strict"),
            Flag("$.tools[0].defer_loading"),
            Flag("$.parallel_tool_calls"),
            Unknown("$.tools[0]")),
        Scene("a tool that takes any text", $$"""{"tools":[{{Patch}}]}""",
            Text("$.tools[0].name"),
            Text("$.tools[0].description"),
            Value("$.tools[0].format", """{"type":"grammar","syntax":"lark","definition":"@"}"""),
            Unknown("$.tools[0]")),
        Scene("group of tools", $$"""{"tools":[{"type":"namespace","name":"river","description":"a","tools":[{{Gauge}}]}]}""",
            Text("$.tools[0].name"),
            Text("$.tools[0].description"),
            Text("$.tools[0].tools[0].name"),
            Text("$.tools[0].tools[0].description"),
            Value("$.tools[0].tools[0].parameters", Schema),
            Unknown("$.tools[0]"), Unknown("$.tools[0].tools[0]")),
        Scene("the vendor's tool", """{"tools":[{"type":"web_search"}]}""", Text("$.tools[0].user_location")),
        Scene("choice of a tool", $$"""{"tools":[{{Gauge}}]}""",
            OneOf("$.tool_choice", "none", "auto", "required"), Value("$.tool_choice", """{"type":"web_search_preview","@":1}""")),
        Scene("tool by name", $$"""{"tools":[{{Gauge}},{"type":"function","name":"open_gate","strict":false}],"tool_choice":{"type":"function","name":"read_gauge"} }""",
            Value("$.tool_choice.name", "\"open_gate\""), Unknown("$.tool_choice")),
        Scene("allowed tools",
            $$"""
            {"tools":[{{Gauge}},{"type":"function","name":"open_gate","strict":false}],
             "tool_choice":{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"read_gauge"},{"type":"function","name":"open_gate"}]} }
            """,
            OneOf("$.tool_choice.mode", "auto", "required"), Unknown("$.tool_choice")),
        Scene("user text", Input("""{"role":"user","content":[{"type":"input_text","text":"Hi"},{"type":"input_text","text":"you"}]}"""),
            Text("$.input[0].content"),
            Text("$.input[0].content[0].text"), Text("$.input[0].content[1].text"),
            Value("$.input[0].content[0].prompt_cache_breakpoint", """{"mode":"explicit","ttl":"30m"}"""),
            Unknown("$.input[0]"), Unknown("$.input[0].content[0]")),
        Scene("instructions in between",
            Input(Question, """{"role":"assistant","content":"Hello"}""", """{"role":"developer","content":"b"}""", Question),
            Text("$.input[2].content"), Unknown("$.input[2]")),
        Scene("image", Input("""{"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"low"}]}"""),
            Value("$.input[0].content[0].image_url", "\"data:image/png;base64,@\""),
            Value("$.input[0].content[0].image_url", "\"https://example.org/@.png\""),
            OneOf("$.input[0].content[0].detail", "low", "high", "auto"),
            Unknown("$.input[0].content[0]")),
        Scene("image at the vendor", Input("""{"role":"user","content":[{"type":"input_image","file_id":"a"}]}"""), Text("$.input[0].content[0].file_id")),
        Scene("file", Input("""{"role":"user","content":[{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}]}"""),
            Value("$.input[0].content[0].file_data", "\"data:application/pdf;base64,@\""), Text("$.input[0].content[0].filename"),
            Unknown("$.input[0].content[0]")),
        Scene("file elsewhere", Input("""{"role":"user","content":[{"type":"input_file","file_url":"https://example.org/a.pdf"}]}"""),
            Value("$.input[0].content[0].file_url", "\"https://example.org/@.pdf\"")),
        Scene("file at the vendor", Input("""{"role":"user","content":[{"type":"input_file","file_id":"a"}]}"""), Text("$.input[0].content[0].file_id")),
        Scene("sound", Input("""{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}"""),
            Text("$.input[0].content[0].input_audio.data"), OneOf("$.input[0].content[0].input_audio.format", "wav", "mp3")),
        Scene("unheard-of part", Input("""{"role":"user","content":[{"type":"input_text","text":"Hi"},{"type":"hologram","depth":"a"}]}"""),
            Text("$.input[0].content[1].depth")),
        Scene("answer", Input(Question, """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"a"}],"phase":"final_answer"}""", Question),
            Text("$.input[1].content[0].text"),
            Value("$.input[1].content[0].annotations", """[{"type":"url_citation","url":"@"}]"""),
            Value("$.input[1].content[0].logprobs", """[{"token":"@"}]"""),
            OneOf("$.input[1].phase", "commentary"),
            Unknown("$.input[1]"), Unknown("$.input[1].content[0]")),
        Scene("refusal", Input(Question, """{"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"a"}]}""", Question),
            Text("$.input[1].content[0].refusal")),
        Scene("thought", Input(Question, """{"type":"reasoning","summary":[{"type":"summary_text","text":"a"}],"encrypted_content":"s"}""", Call, Result),
            Text("$.input[1].summary[0].text"), Text("$.input[1].encrypted_content"), Unknown("$.input[1]"),
            Value("$.input[1].content", """[{"type":"reasoning_text","text":"@"}]""")),
        Scene("call of a tool", $$"""{"tools":[{{Gauge}}],"input":[{{Question}},{{Call}},{{Result}}]}""",
            Value("$.input[1].name", "\"read_@\""),
            Value("$.input[1].arguments", """ "{\"gate\":\"@\"}" """),
            Text("$.input[2].output"),
            Value("$.input[2].output", """[{"type":"input_text","text":"@"}]"""),
            Value("$.input[2].output", """[{"type":"input_image","image_url":"data:image/png;base64,@"}]"""),
            Unknown("$.input[1]"), Unknown("$.input[2]")),
        Scene("call of a tool in a group",
            $$"""
            {"tools":[{"type":"namespace","name":"river","tools":[{{Gauge}}]}],"input":[{{Question}},
             {"type":"function_call","call_id":"call_1","namespace":"river","name":"read_gauge","arguments":"{}"},{{Result}}]}
            """,
            Value("$.input[1].arguments", """ "{\"gate\":\"@\"}" """), Text("$.input[2].output")),
        Scene("call of a tool that takes any text",
            $$"""
            {"tools":[{{Patch}}],"input":[{{Question}},{"type":"custom_tool_call","call_id":"call_1","name":"apply_patch","input":"a"},
             {"type":"custom_tool_call_output","call_id":"call_1","output":"b"}]}
            """,
            Text("$.input[1].input"), Text("$.input[2].output")),
        Scene("ids that do not match", $$"""{"tools":[{{Gauge}}],"input":[{{Question}},{{Call}},{{Result}}]}""",
            Text("$.input[1].call_id", "call_@"), Text("$.input[2].call_id", "call_@")),
        Scene("the vendor's call", Input(Question, """{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"a"}}""", Question),
            Text("$.input[1].action.query")),
        Scene("compacted", Input("""{"type":"compaction","encrypted_content":"a"}""", Question), Text("$.input[0].encrypted_content")),
    ];

    private static string Input(params string[] items) => $$"""{"input":[{{string.Join(',', items)}}]}""";

    // What a scene's body leaves out is the smallest that makes a request.
    private static Scene Scene(string name, string body, params ImmutableArray<Leaf> leaves)
    {
        string start = "{\"model\":\"m\"";
        start += body.Contains("\"input\":[", StringComparison.Ordinal) ? "" : ",\"input\":\"Hi\"";
        return new Scene(name, body == "{}" ? start + "}" : $"{start},{body[1..]}", leaves);
    }
}
