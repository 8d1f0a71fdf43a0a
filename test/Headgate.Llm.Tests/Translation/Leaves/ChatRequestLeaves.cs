using System.Collections.Immutable;
using static Headgate.Llm.Tests.Translation.Leaves.Leaf;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>
/// Every leaf of <c>POST /v1/chat/completions</c>, https://platform.openai.com/docs/api-reference/chat/create read 2026-11-22 with the types of the
/// npm package openai 7.57.0. The words that tell the kinds of an object apart (<c>type</c>, <c>role</c>) are tried with what they announce.
/// </summary>
internal static class ChatRequestLeaves
{
    private const string Schema =
        """{"type":"object","properties":{"gate":{"type":"string","description":"@"}},"required":["gate"],"additionalProperties":false}""";

    private const string Question = """{"role":"user","content":"Hi"}""";

    private const string Call = """
        {"role":"assistant","content":"One moment.","tool_calls":[{"id":"call_1","type":"function","function":{"name":"read_gauge",
         "arguments":"{\"gate\":7}"}}]}
        """;

    private const string Result = """{"role":"tool","tool_call_id":"call_1","content":"12 inches"}""";

    private const string Gauge = """{"type":"function","function":{"name":"read_gauge","parameters":{"type":"object","properties":{},"additionalProperties":false}}}""";

    private static readonly string[] Efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

    public static ImmutableArray<Scene> Scenes { get; } =
    [
        Scene("plain", "{}",
            Text("$.model"),
            Number("$.temperature", "0.4375"),
            Number("$.top_p", "0.8125"),
            Number("$.frequency_penalty", "0.3125"),
            Number("$.presence_penalty", "0.1875"),
            Number("$.seed", "918273"),
            Number("$.n", "3"),
            Number("$.max_tokens", "4321"),
            new Leaf("$.max_completion_tokens", [new("4321"), new("128000")]),
            Text("$.stop"),
            Value("$.stop", """["@"]"""),
            Flag("$.logprobs"),
            Value("$.logit_bias", """{"50256@":-100}"""),
            OneOf("$.reasoning_effort", Efforts),
            OneOf("$.verbosity", "low", "medium", "high"),
            OneOf("$.service_tier", "auto", "default", "flex", "scale", "priority", "fast"),
            Text("$.safety_identifier"),
            Text("$.user"),
            Flag("$.store"),
            Flag("$.stream"),
            Value("$.metadata", """{"ditch":"@"}"""),
            Value("$.modalities", """["text"]"""),
            Text("$.prompt_cache_key"),
            OneOf("$.prompt_cache_retention", "in_memory", "24h"),
            Unknown("$")),
        Scene("log probabilities", """{"logprobs":true}""", Number("$.top_logprobs", "4")),
        Scene("stream", """{"stream":true,"stream_options":{}}""",
            Flag("$.stream_options.include_usage"), Flag("$.stream_options.include_obfuscation"), Unknown("$.stream_options")),
        Scene("spoken answer", """{"modalities":["text","audio"],"audio":{"format":"wav","voice":"alloy"}}""",
            OneOf("$.audio.format", "wav", "mp3", "flac", "opus", "pcm16"), Text("$.audio.voice"), Value("$.modalities", """["text","audio"]""")),
        Scene("cache options", """{"prompt_cache_options":{"mode":"explicit"}}""",
            OneOf("$.prompt_cache_options.mode", "implicit", "explicit"), OneOf("$.prompt_cache_options.ttl", "30m"), Unknown("$.prompt_cache_options")),
        Scene("moderation", """{"moderation":{"model":"omni-moderation-latest","policy":{"input":{"mode":"score"},"output":{"mode":"block"}}}}""",
            Text("$.moderation.model"), OneOf("$.moderation.policy.input.mode", "score", "block"),
            OneOf("$.moderation.policy.output.mode", "score", "block"), Unknown("$.moderation")),
        Scene("prediction", """{"prediction":{"type":"content","content":"a"}}""",
            Text("$.prediction.content"), Value("$.prediction.content", """[{"type":"text","text":"@"}]"""), Unknown("$.prediction")),
        Scene("web search", """{"web_search_options":{"user_location":{"type":"approximate","approximate":{}}}}""",
            OneOf("$.web_search_options.search_context_size", "low", "medium", "high"),
            Text("$.web_search_options.user_location.approximate.city"),
            Text("$.web_search_options.user_location.approximate.country"),
            Text("$.web_search_options.user_location.approximate.region"),
            Text("$.web_search_options.user_location.approximate.timezone")),
        Scene("answer form", """{"response_format":{"type":"text"}}""", OneOf("$.response_format.type", "text", "json_object"), Unknown("$.response_format")),
        Scene("answer by schema", """{"response_format":{"type":"json_schema","json_schema":{"name":"level","schema":{"type":"object","additionalProperties":false}}}}""",
            Text("$.response_format.json_schema.name"),
            Text("$.response_format.json_schema.description"),
            Value("$.response_format.json_schema.schema", Schema),
            Flag("$.response_format.json_schema.strict"),
            Unknown("$.response_format"),
            Unknown("$.response_format.json_schema")),
        Scene("tools", $$"""{"tools":[{{Gauge}}]}""",
            Text("$.tools[0].function.name"),
            Text("$.tools[0].function.description"),
            Value("$.tools[0].function.parameters", Schema),
            Flag("$.tools[0].function.strict"),
            Flag("$.parallel_tool_calls"),
            OneOf("$.tool_choice", "none", "auto", "required"),
            Unknown("$.tools[0]"),
            Unknown("$.tools[0].function")),
        Scene("tool by name", $$$"""
            {"tools":[{{{Gauge}}},{"type":"function","function":{"name":"open_gate"}}],"tool_choice":{"type":"function",
             "function":{"name":"read_gauge"}} }
            """,
            Value("$.tool_choice.function.name", "\"open_gate\""), Unknown("$.tool_choice"), Unknown("$.tool_choice.function")),
        Scene("allowed tools",
            $$$"""
            {"tools":[{{{Gauge}}},{"type":"function","function":{"name":"open_gate"}},{"type":"function","function":{"name":"close_gate"}}],
             "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"read_gauge"}},
             {"type":"function","function":{"name":"close_gate"}}]}} }
            """,
            OneOf("$.tool_choice.allowed_tools.mode", "auto", "required"),
            OneOf("$.tool_choice.allowed_tools.tools[0].function.name", "open_gate"),
            Unknown("$.tool_choice"), Unknown("$.tool_choice.allowed_tools"), Unknown("$.tool_choice.allowed_tools.tools[0]"),
            Unknown("$.tool_choice.allowed_tools.tools[0].function")),
        Scene("custom tools",
            """{"tools":[{"type":"custom","custom":{"name":"sluice","format":{"type":"grammar","grammar":{"syntax":"lark","definition":"a"}}}}]}""",
            Text("$.tools[0].custom.name"),
            Text("$.tools[0].custom.description"),
            Text("$.tools[0].custom.format.grammar.definition"),
            OneOf("$.tools[0].custom.format.grammar.syntax", "lark", "regex"),
            OneOf("$.tools[0].custom.format.type", "text"),
            Value("$.tool_choice", """{"type":"custom","custom":{"name":"sluice@"}}""")),
        Scene("functions of old", """{"functions":[{"name":"read_gauge","parameters":{"type":"object"}}]}""",
            Text("$.functions[0].name"), Text("$.functions[0].description"), Value("$.functions[0].parameters", Schema),
            OneOf("$.function_call", "none", "auto"), Value("$.function_call", """{"name":"read_gauge@"}""")),
        Scene("instructions", """{"messages":[{"role":"developer","content":"a"},{"role":"system","content":"b"},{"role":"user","content":"Hi"}]}""",
            Text("$.messages[0].content"), Value("$.messages[0].content", """[{"type":"text","text":"@"}]"""), Text("$.messages[0].name"),
            Text("$.messages[1].content"), Value("$.messages[1].content", """[{"type":"text","text":"@"}]"""), Text("$.messages[1].name"),
            Unknown("$.messages[0]"), Unknown("$.messages[1]")),
        Scene("instructions in between",
            """
            {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"Go on"},{"role":"system",
             "content":"b"}]}
            """,
            Text("$.messages[3].content"), Text("$.messages[3].name"), Unknown("$.messages[3]")),
        Scene("user text", """{"messages":[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"you"}]}]}""",
            Text("$.messages[0].content[0].text"), Text("$.messages[0].name"), Text("$.messages[0].content"),
            Unknown("$.messages[0]"), Unknown("$.messages[0].content[0]")),
        Scene("cache breakpoint",
            """
            {"messages":[{"role":"user","content":[{"type":"text","text":"Hi","prompt_cache_breakpoint":{"mode":"explicit"}},{"type":"text",
             "text":"you"}]}]}
            """,
            OneOf("$.messages[0].content[0].prompt_cache_breakpoint.mode", "explicit"),
            OneOf("$.messages[0].content[0].prompt_cache_breakpoint.ttl", "30m", "12h"),
            Unknown("$.messages[0].content[0].prompt_cache_breakpoint")),
        Scene("image", """{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}]}""",
            Text("$.messages[0].content[0].image_url.url", "https://example.org/@.png"),
            Text("$.messages[0].content[0].image_url.url", "data:image/png;base64,@"),
            OneOf("$.messages[0].content[0].image_url.detail", "auto", "low", "high", "original"),
            Unknown("$.messages[0].content[0]"), Unknown("$.messages[0].content[0].image_url")),
        Scene("sound", """
            {"messages":[{"role":"user","content":[{"type":"text","text":"Hear"},{"type":"input_audio","input_audio":{"data":"AAAA",
             "format":"wav"}}]}]}
            """,
            Text("$.messages[0].content[1].input_audio.data"), OneOf("$.messages[0].content[1].input_audio.format", "wav", "mp3"),
            Unknown("$.messages[0].content[1]"), Unknown("$.messages[0].content[1].input_audio")),
        Scene("file",
            """{"messages":[{"role":"user","content":[{"type":"file","file":{"file_data":"data:application/pdf;base64,AAAA","filename":"a.pdf"}}]}]}""",
            Text("$.messages[0].content[0].file.file_data", "data:application/pdf;base64,@"),
            Text("$.messages[0].content[0].file.filename", "@.pdf"),
            Value("$.messages[0].content[0].file", """{"file_id":"file-@"}"""),
            Unknown("$.messages[0].content[0]"), Unknown("$.messages[0].content[0].file")),
        Scene("unheard-of part", """{"messages":[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"hologram","depth":"a"}]}]}""",
            Text("$.messages[0].content[1].depth")),
        Scene("assistant",
            """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"Go on"}]}""",
            Text("$.messages[1].content"),
            Value("$.messages[1].content", """[{"type":"text","text":"@"}]"""),
            Value("$.messages[1].content", """[{"type":"refusal","refusal":"@"}]"""),
            Text("$.messages[1].refusal"), Text("$.messages[1].name"), Text("$.messages[1].reasoning_content"),
            Value("$.messages[1].audio", """{"id":"audio_@"}"""),
            Unknown("$.messages[1]")),
        Scene("call of a tool", $$"""{"tools":[{{Gauge}}],"messages":[{{Question}},{{Call}},{{Result}}]}""",
            Text("$.messages[1].content"),
            Text("$.messages[1].reasoning_content"),
            Value("$.messages[1].tool_calls[0].function.name", "\"read_@\""),
            Text("$.messages[1].tool_calls[0].function.arguments", """{\"gate\":\"@\"}"""),
            Text("$.messages[2].content"),
            Value("$.messages[2].content", """[{"type":"text","text":"@"}]"""),
            Unknown("$.messages[1].tool_calls[0]"), Unknown("$.messages[1].tool_calls[0].function"),
            Unknown("$.messages[2]")),
        Scene("ids that do not match", $$"""{"tools":[{{Gauge}}],"messages":[{{Question}},{{Call}},{{Result}}]}""",
            Text("$.messages[1].tool_calls[0].id", "call_@"), Text("$.messages[2].tool_call_id", "call_@")),
        Scene("call of a custom tool",
            $$"""
            {"messages":[{{Question}},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"custom","custom":{"name":"sluice",
             "input":"a"} }]},{{Result}}]}
            """,
            Text("$.messages[1].tool_calls[0].custom.name"), Text("$.messages[1].tool_calls[0].custom.input"),
            Text("$.messages[1].tool_calls[0].id", "call_@")),
        Scene("call of a function of old",
            $$$"""
            {"messages":[{{{Question}}},{"role":"assistant","content":null,"function_call":{"name":"read_gauge","arguments":"{}"}},
             {"role":"function","name":"read_gauge","content":"12"}]}
            """,
            Text("$.messages[1].function_call.name"), Text("$.messages[1].function_call.arguments"),
            Text("$.messages[2].name"), Text("$.messages[2].content")),
    ];

    // What a scene's body leaves out is the smallest that makes a request.
    private static Scene Scene(string name, string body, params ImmutableArray<Leaf> leaves)
    {
        string start = body.Contains("\"messages\"", StringComparison.Ordinal) ? "{\"model\":\"m\"" : $"{{\"model\":\"m\",\"messages\":[{Question}]";
        return new Scene(name, body == "{}" ? start + "}" : $"{start},{body[1..]}", leaves);
    }
}
