using System.Collections.Immutable;
using static Headgate.Llm.Tests.Translation.Leaves.Leaf;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>Every leaf of Anthropic's stream events, https://platform.claude.com/docs/en/build-with-claude/streaming read 2026-11-22.</summary>
internal static class MessagesStreamLeaves
{
    public static ImmutableArray<Scene> Scenes { get; } =
    [
        Scene("text", """{"type":"text","text":""}""", """{"type":"text_delta","text":"Hello"}""", "end_turn",
            Text("$[0].message.id", "msg_@"),
            Text("$[0].message.model"),
            Value("$[0].message.container", """{"id":"@"}"""),
            Text("$[1].content_block.text"),
            Text("$[2].delta.text"),
            Value("$[2].delta", """{"type":"citations_delta","citation":{"type":"char_location","cited_text":"@"}}"""),
            Value("$[2].delta", """{"type":"hologram_delta","depth":"@"}"""),
            OneOf("$[4].delta.stop_reason", "end_turn", "max_tokens", "pause_turn", "refusal", "model_context_window_exceeded", "never_heard_of"),
            Value("$[4].delta.stop_details", """{"type":"refusal","category":"@"}"""),
            Value("$[4].delta.container", """{"id":"@"}"""),
            Unknown("$[0].message"), Unknown("$[1].content_block"), Unknown("$[2].delta"), Unknown("$[4].delta")),
        Scene("met a stop sequence", """{"type":"text","text":""}""", """{"type":"text_delta","text":"Hello"}""", "stop_sequence",
            OneOf("$[4].delta.stop_reason", "stop_sequence"), Text("$[4].delta.stop_sequence")),
        Scene("thought", """{"type":"thinking","thinking":"","signature":""}""", """{"type":"thinking_delta","thinking":"a"}""", "end_turn",
            Text("$[2].delta.thinking"), Value("$[2].delta", """{"type":"signature_delta","signature":"@"}""")),
        Scene("redacted thought", """{"type":"redacted_thinking","data":"a"}""", """{"type":"text_delta","text":""}""", "end_turn",
            Text("$[1].content_block.data")),
        Scene("call of a tool",
            """{"type":"tool_use","id":"toolu_1","name":"read_gauge","input":{}}""", """{"type":"input_json_delta","partial_json":"{}"}""", "tool_use",
            Text("$[1].content_block.id", "toolu_@"), Text("$[1].content_block.name"), Value("$[1].content_block.caller", """{"type":"@"}"""),
            Text("$[2].delta.partial_json", """{\"gate\":\"@\"}"""),
            OneOf("$[4].delta.stop_reason", "tool_use")),
        Scene("the vendor's call",
            """{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}""",
            """{"type":"input_json_delta","partial_json":"{}"}""", "end_turn",
            Text("$[1].content_block.name"), Text("$[2].delta.partial_json", """{\"query\":\"@\"}""")),
        Scene("usage", """{"type":"text","text":""}""", """{"type":"text_delta","text":"Hello"}""", "end_turn",
            Number("$[4].usage.output_tokens", "600"),
            Number("$[0].message.usage.cache_read_input_tokens", "700"),
            Number("$[4].usage.output_tokens_details.thinking_tokens", "33"),
            Unknown("$[4].usage"), Unknown("$[4].usage.output_tokens_details")),
    ];

    private static Scene Scene(string name, string block, string delta, string stop, params ImmutableArray<Leaf> leaves) =>
        new(name,
            $$$"""
            [{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],
              "stop_reason":null,"stop_sequence":null,
              "usage":{"input_tokens":4210,"cache_creation_input_tokens":90,"cache_read_input_tokens":700,"output_tokens":1}} },
             {"type":"content_block_start","index":0,"content_block":{{{block}}} },
             {"type":"content_block_delta","index":0,"delta":{{{delta}}} },
             {"type":"content_block_stop","index":0},
             {"type":"message_delta","delta":{"stop_reason":"{{{stop}}}","stop_sequence":{{{Met(stop)}}}},
              "usage":{"output_tokens":600,"output_tokens_details":{}} },
             {"type":"message_stop"}]
            """,
            leaves);

    private static string Met(string stop) => stop == "stop_sequence" ? "\"END\"" : "null";
}
