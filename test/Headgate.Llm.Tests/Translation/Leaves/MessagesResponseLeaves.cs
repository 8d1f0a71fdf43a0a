using System.Collections.Immutable;
using static Headgate.Llm.Tests.Translation.Leaves.Leaf;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>Every leaf of an Anthropic message, https://platform.claude.com/docs/en/api/messages read 2026-11-22.</summary>
internal static class MessagesResponseLeaves
{
    public static ImmutableArray<Scene> Scenes { get; } =
    [
        Scene("text", """{"type":"text","text":"Hello"}""", "end_turn",
            Text("$.id", "msg_@"),
            Text("$.model"),
            Text("$.content[0].text"),
            Value("$.content[0].citations", """[{"type":"char_location","cited_text":"@","document_index":0,"start_char_index":0,"end_char_index":1}]"""),
            OneOf("$.stop_reason", "end_turn", "max_tokens", "pause_turn", "refusal", "model_context_window_exceeded", "never_heard_of"),
            Value("$.stop_details", """{"type":"refusal","category":"@"}"""),
            Value("$.container", """{"id":"@","expires_at":"2026-11-22T00:00:00Z"}"""),
            Value("$.diagnostics", """{"cache":"@"}"""),
            Unknown("$"), Unknown("$.content[0]")),
        Scene("met a stop sequence", """{"type":"text","text":"Hello"}""", "stop_sequence",
            OneOf("$.stop_reason", "stop_sequence"), Text("$.stop_sequence")),
        Scene("thought", """{"type":"thinking","thinking":"a","signature":"s"},{"type":"text","text":"Hello"}""", "end_turn",
            Text("$.content[0].thinking"), Text("$.content[0].signature"), Unknown("$.content[0]")),
        Scene("redacted thought", """{"type":"redacted_thinking","data":"a"},{"type":"text","text":"Hello"}""", "end_turn",
            Text("$.content[0].data"), Unknown("$.content[0]")),
        Scene("calls of tools", """{"type":"text","text":"One moment."},{"type":"tool_use","id":"toolu_1","name":"read_gauge","input":{}}""", "tool_use",
            Text("$.content[0].text"),
            Text("$.content[1].id", "toolu_@"), Text("$.content[1].name"), Value("$.content[1].input", """{"gate":"@"}"""),
            Value("$.content[1].caller", """{"type":"@"}"""),
            OneOf("$.stop_reason", "tool_use", "max_tokens"),
            Unknown("$.content[1]")),
        Scene("the vendor's call",
            """
            {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}},{"type":"web_search_tool_result",
             "tool_use_id":"srvtoolu_1","content":[]},{"type":"text","text":"Hello"}
            """,
            "end_turn",
            Value("$.content[0].input", """{"query":"@"}"""), Value("$.content[1].content", """[{"type":"web_search_result","title":"@"}]""")),
        Scene("unheard-of block", """{"type":"text","text":"Hello"},{"type":"hologram","depth":"a"}""", "end_turn", Text("$.content[1].depth")),
        Scene("usage", """{"type":"text","text":"Hello"}""", "end_turn",
            Number("$.usage.input_tokens", "4210"),
            Number("$.usage.output_tokens", "600"),
            Number("$.usage.cache_read_input_tokens", "700"),
            Number("$.usage.cache_creation_input_tokens", "90"),
            Value("$.usage.cache_creation", """{"ephemeral_5m_input_tokens":50,"ephemeral_1h_input_tokens":40}"""),
            Number("$.usage.output_tokens_details.thinking_tokens", "33"),
            Number("$.usage.server_tool_use.web_search_requests", "34"),
            Number("$.usage.server_tool_use.web_fetch_requests", "35"),
            OneOf("$.usage.service_tier", "standard", "priority", "batch"),
            OneOf("$.usage.speed", "standard", "fast"),
            Text("$.usage.inference_geo"),
            Unknown("$.usage"), Unknown("$.usage.output_tokens_details"), Unknown("$.usage.server_tool_use")),
    ];

    private static Scene Scene(string name, string content, string stop, params ImmutableArray<Leaf> leaves) =>
        new(name,
            $$$"""
            {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{{{content}}}],"stop_reason":"{{{stop}}}","stop_sequence":{{{Met(stop)}}},
             "usage":{"input_tokens":4210,"cache_creation_input_tokens":90,"cache_read_input_tokens":700,"output_tokens":600,
                      "output_tokens_details":{},"server_tool_use":{}} }
            """,
            leaves);

    private static string Met(string stop) => stop == "stop_sequence" ? "\"END\"" : "null";
}
