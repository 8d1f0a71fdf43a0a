using System.Collections.Immutable;
using static Headgate.Llm.Tests.Translation.Leaves.Leaf;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>
/// Every leaf of <c>POST /v1/messages</c>, https://platform.claude.com/docs/en/api/messages read 2026-11-22 with the types of the npm package
/// @anthropic-ai/sdk 1.12.0. The words that tell the kinds of an object apart (<c>type</c>, <c>role</c>) are tried with what they announce.
/// </summary>
internal static class MessagesRequestLeaves
{
    private const string Schema =
        """{"type":"object","properties":{"gate":{"type":"string","description":"@"}},"required":["gate"],"additionalProperties":false}""";

    private const string Question = """{"role":"user","content":"Hi"}""";

    private const string Call = """
        {"role":"assistant","content":[{"type":"text","text":"One moment."},{"type":"tool_use","id":"toolu_1","name":"read_gauge",
         "input":{"gate":7}}]}
        """;

    private const string Result = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"12 inches"}]}""";

    private const string Gauge = """{"name":"read_gauge","input_schema":{"type":"object","properties":{},"additionalProperties":false}}""";

    public static ImmutableArray<Scene> Scenes { get; } =
    [
        Scene("plain", "{}",
            Text("$.model"),
            new Leaf("$.max_tokens", [new("4321"), new("128000")]),
            Text("$.system"),
            Number("$.temperature", "0.4375"),
            Number("$.top_p", "0.8125"),
            Number("$.top_k", "37"),
            Value("$.stop_sequences", """["@"]"""),
            Flag("$.stream"),
            OneOf("$.service_tier", "auto", "standard_only"),
            OneOf("$.speed", "standard", "fast"),
            Text("$.container"),
            Text("$.inference_geo"),
            Text("$.user_profile_id"),
            Text("$.workspace_id"),
            Unknown("$")),
        Scene("metadata", """{"metadata":{}}""", Text("$.metadata.user_id"), Unknown("$.metadata")),
        Scene("diagnostics", """{"diagnostics":{}}""", Text("$.diagnostics.previous_message_id")),
        Scene("context management", """{"context_management":{"edits":[{"type":"clear_tool_uses_20250919"}]}}""", Text("$.context_management.edits[0].type")),
        Scene("cache for the whole", """{"cache_control":{"type":"ephemeral"}}""",
            OneOf("$.cache_control.type", "ephemeral"), OneOf("$.cache_control.ttl", "5m", "1h")),
        Scene("system blocks", """{"system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},{"type":"text","text":"b"}]}""",
            Text("$.system[0].text"), Text("$.system[1].text"),
            OneOf("$.system[0].cache_control.type", "ephemeral"), OneOf("$.system[0].cache_control.ttl", "5m", "1h"),
            Unknown("$.system[0]"), Unknown("$.system[0].cache_control")),
        Scene("output", """{"output_config":{}}""", OneOf("$.output_config.effort", "low", "medium", "high", "xhigh", "max"), Unknown("$.output_config")),
        Scene("answer by schema", """{"output_config":{"format":{"type":"json_schema","schema":{"type":"object","additionalProperties":false}}}}""",
            Value("$.output_config.format.schema", Schema), Unknown("$.output_config.format")),
        Scene("thinking", """{"thinking":{"type":"disabled"}}""", OneOf("$.thinking.type", "disabled", "adaptive", "between_tools"), Unknown("$.thinking")),
        Scene("thinking within a budget", """{"max_tokens":20000,"thinking":{"type":"enabled","budget_tokens":2000}}""",
            new Leaf("$.thinking.budget_tokens", [new("2048"), new("8192"), new("16000"), new("17000")]),
            OneOf("$.thinking.display", "summarized", "omitted")),
        Scene("adaptive thinking", """{"thinking":{"type":"adaptive"},"output_config":{"effort":"high"}}""",
            OneOf("$.thinking.display", "summarized", "omitted"), OneOf("$.output_config.effort", "low", "medium", "high", "xhigh", "max")),
        Scene("tools", $$"""{"tools":[{{Gauge}}]}""",
            Text("$.tools[0].name"),
            Text("$.tools[0].description"),
            Value("$.tools[0].input_schema", Schema),
            Flag("$.tools[0].strict"),
            OneOf("$.tools[0].type", "custom"),
            Value("$.tools[0].cache_control", """{"type":"ephemeral","ttl":"1h"}"""),
            Flag("$.tools[0].defer_loading"),
            Flag("$.tools[0].eager_input_streaming"),
            Value("$.tools[0].input_examples", """[{"gate":"@"}]"""),
            Value("$.tools[0].allowed_callers", """["direct"]"""),
            Unknown("$.tools[0]")),
        Scene("choice of a tool", $$"""{"tools":[{{Gauge}}],"tool_choice":{"type":"auto"} }""",
            OneOf("$.tool_choice.type", "auto", "any", "none"), Flag("$.tool_choice.disable_parallel_tool_use"), Unknown("$.tool_choice")),
        Scene("tool by name",
            $$$"""{"tools":[{{{Gauge}}},{"name":"open_gate","input_schema":{"type":"object"}}],"tool_choice":{"type":"tool","name":"read_gauge"}}""",
            Value("$.tool_choice.name", "\"open_gate\""), Flag("$.tool_choice.disable_parallel_tool_use")),
        Scene("the vendor's tool", """{"tools":[{"type":"web_search_20250305","name":"web_search"}]}""",
            Number("$.tools[0].max_uses", "37"), Value("$.tools[0].allowed_domains", """["@.example.org"]""")),
        Scene("user text", """{"messages":[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"you"}]}]}""",
            Text("$.messages[0].content[0].text"), Text("$.messages[0].content"),
            Value("$.messages[0].content[0].cache_control", """{"type":"ephemeral"}"""),
            Value("$.messages[0].content[0].cache_control", """{"type":"ephemeral","ttl":"1h"}"""),
            Unknown("$.messages[0]"), Unknown("$.messages[0].content[0]")),
        Scene("cited text", """
            {"messages":[{"role":"user","content":[{"type":"text","text":"Hi","citations":[{"type":"char_location","cited_text":"a","document_index":0,
             "start_char_index":0,"end_char_index":1}]}]}]}
            """,
            Text("$.messages[0].content[0].citations[0].cited_text")),
        Scene("instructions in between",
            """
            {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"Go on"},{"role":"system",
             "content":"b"}]}
            """,
            Text("$.messages[3].content"), Value("$.messages[3].content", """[{"type":"text","text":"@"}]"""), Unknown("$.messages[3]")),
        Scene("image", """{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]}]}""",
            Text("$.messages[0].content[0].source.data"),
            OneOf("$.messages[0].content[0].source.media_type", "image/jpeg", "image/png", "image/gif", "image/webp"),
            Value("$.messages[0].content[0].source", """{"type":"url","url":"https://example.org/@.png"}"""),
            Value("$.messages[0].content[0].source", """{"type":"file","file_id":"file_@"}"""),
            Value("$.messages[0].content[0].cache_control", """{"type":"ephemeral"}"""),
            Unknown("$.messages[0].content[0]"), Unknown("$.messages[0].content[0].source")),
        Scene("document", """
            {"messages":[{"role":"user","content":[{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"},
             "title":"a"}]}]}
            """,
            Text("$.messages[0].content[0].source.data"),
            Value("$.messages[0].content[0].source", """{"type":"text","media_type":"text/plain","data":"@"}"""),
            Value("$.messages[0].content[0].source", """{"type":"content","content":"@"}"""),
            Value("$.messages[0].content[0].source", """{"type":"url","url":"https://example.org/@.pdf"}"""),
            Value("$.messages[0].content[0].source", """{"type":"file","file_id":"file_@"}"""),
            Text("$.messages[0].content[0].title"),
            Text("$.messages[0].content[0].context"),
            Value("$.messages[0].content[0].citations", """{"enabled":true}"""),
            Value("$.messages[0].content[0].cache_control", """{"type":"ephemeral"}"""),
            Unknown("$.messages[0].content[0]"), Unknown("$.messages[0].content[0].source")),
        Scene("search result", """
            {"messages":[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"search_result","source":"a","title":"b",
             "content":[{"type":"text","text":"c"}]}]}]}
            """,
            Text("$.messages[0].content[1].source"), Text("$.messages[0].content[1].title"), Text("$.messages[0].content[1].content[0].text")),
        Scene("upload", """{"messages":[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"container_upload","file_id":"a"}]}]}""",
            Text("$.messages[0].content[1].file_id")),
        Scene("unheard-of block", """{"messages":[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"hologram","depth":"a"}]}]}""",
            Text("$.messages[0].content[1].depth")),
        Scene("assistant",
            """
            {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"text","text":"Hello"}]},{"role":"user",
             "content":"Go on"}]}
            """,
            Text("$.messages[1].content"), Text("$.messages[1].content[0].text"), Unknown("$.messages[1]"), Unknown("$.messages[1].content[0]")),
        Scene("prefill", """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"He"}]}""", Text("$.messages[1].content")),
        Scene("thought",
            """
            {"max_tokens":20000,"thinking":{"type":"enabled","budget_tokens":2000},"messages":[{"role":"user","content":"Hi"},{"role":"assistant",
             "content":[{"type":"thinking","thinking":"a","signature":"s"},{"type":"text","text":"Hello"}]},{"role":"user","content":"Go on"}]}
            """,
            Text("$.messages[1].content[0].thinking"), Text("$.messages[1].content[0].signature"), Unknown("$.messages[1].content[0]")),
        Scene("redacted thought",
            """
            {"max_tokens":20000,"thinking":{"type":"enabled","budget_tokens":2000},"messages":[{"role":"user","content":"Hi"},{"role":"assistant",
             "content":[{"type":"redacted_thinking","data":"a"},{"type":"text","text":"Hello"}]},{"role":"user","content":"Go on"}]}
            """,
            Text("$.messages[1].content[0].data"), Unknown("$.messages[1].content[0]")),
        Scene("call of a tool", $$"""{"tools":[{{Gauge}}],"messages":[{{Question}},{{Call}},{{Result}}]}""",
            Text("$.messages[1].content[0].text"),
            Value("$.messages[1].content[1].name", "\"read_@\""),
            Value("$.messages[1].content[1].input", """{"gate":"@"}"""),
            Value("$.messages[1].content[1].cache_control", """{"type":"ephemeral"}"""),
            Text("$.messages[2].content[0].content"),
            Value("$.messages[2].content[0].content", """[{"type":"text","text":"@"}]"""),
            Value("$.messages[2].content[0].content", """[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"@"}}]"""),
            Value("$.messages[2].content[0].content", """[{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"@"}}]"""),
            Value("$.messages[2].content[0].content", """[{"type":"search_result","source":"a","title":"b","content":[{"type":"text","text":"@"}]}]"""),
            Value("$.messages[2].content[0].content", """[{"type":"tool_reference","tool_name":"@"}]"""),
            Flag("$.messages[2].content[0].is_error"),
            Value("$.messages[2].content[0].cache_control", """{"type":"ephemeral"}"""),
            Unknown("$.messages[1].content[1]"), Unknown("$.messages[2].content[0]")),
        Scene("ids that do not match", $$"""{"tools":[{{Gauge}}],"messages":[{{Question}},{{Call}},{{Result}}]}""",
            Text("$.messages[1].content[1].id", "toolu_@"), Text("$.messages[2].content[0].tool_use_id", "toolu_@")),
        Scene("the vendor's call",
            """
            {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"server_tool_use","id":"srvtoolu_1",
             "name":"web_search","input":{"query":"a"}},{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[]},{"type":"text",
             "text":"Hello"}]},{"role":"user","content":"Go on"}]}
            """,
            Text("$.messages[1].content[0].input.query"), Value("$.messages[1].content[1].content", """[{"type":"web_search_result","title":"@"}]""")),
    ];

    // What a scene's body leaves out is the smallest that makes a request.
    private static Scene Scene(string name, string body, params ImmutableArray<Leaf> leaves)
    {
        string start = "{\"model\":\"m\"";
        start += body.Contains("\"max_tokens\"", StringComparison.Ordinal) ? "" : ",\"max_tokens\":1000";
        start += body.Contains("\"messages\"", StringComparison.Ordinal) ? "" : $",\"messages\":[{Question}]";
        return new Scene(name, body == "{}" ? start + "}" : $"{start},{body[1..]}", leaves);
    }
}
