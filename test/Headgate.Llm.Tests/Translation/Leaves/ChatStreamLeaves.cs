using System.Collections.Immutable;
using static Headgate.Llm.Tests.Translation.Leaves.Leaf;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>
/// Every leaf of chat completion chunks, https://platform.openai.com/docs/api-reference/chat-streaming read 2026-11-22, and of what vendors add.
/// </summary>
internal static class ChatStreamLeaves
{
    public static ImmutableArray<Scene> Scenes { get; } =
    [
        Scene("text", """{"content":"Hello"}""", "stop",
            Text("$[0].service_tier"),
            Text("$[0].system_fingerprint"),
            Text("$[1].obfuscation"),
            Value("$[0].moderation", """{"model":"@"}"""),
            Text("$[1].choices[0].delta.content"),
            Text("$[1].choices[0].delta.refusal"),
            Text("$[1].choices[0].delta.reasoning_content"),
            Text("$[1].choices[0].delta.reasoning"),
            Value("$[1].choices[0].delta.annotations", """[{"type":"url_citation","url_citation":{"url":"@"}}]"""),
            Value("$[1].choices[0].delta.audio", """{"id":"audio_1","data":"@"}"""),
            Value("$[1].choices[0].logprobs", """{"content":[{"token":"@","logprob":-0.5,"bytes":null,"top_logprobs":[]}],"refusal":null}"""),
            OneOf("$[2].choices[0].finish_reason", "stop", "length", "content_filter"),
            Unknown("$[1]"), Unknown("$[1].choices[0]"), Unknown("$[1].choices[0].delta")),
        Scene("call of a tool",
            """{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"read_gauge","arguments":"{}"}}]}""",
            "tool_calls",
            Text("$[1].choices[0].delta.tool_calls[0].id", "call_@"),
            Text("$[1].choices[0].delta.tool_calls[0].function.name"),
            Text("$[1].choices[0].delta.tool_calls[0].function.arguments", """{\"gate\":\"@\"}"""),
            OneOf("$[2].choices[0].finish_reason", "tool_calls"),
            Unknown("$[1].choices[0].delta.tool_calls[0]"), Unknown("$[1].choices[0].delta.tool_calls[0].function")),
        Scene("call of a custom tool", """{"tool_calls":[{"index":0,"id":"call_1","type":"custom","custom":{"name":"sluice","input":"a"}}]}""", "tool_calls",
            Text("$[1].choices[0].delta.tool_calls[0].custom.name"), Text("$[1].choices[0].delta.tool_calls[0].custom.input")),
        Scene("usage", """{"content":"Hello"}""", "stop",
            Number("$[3].usage.completion_tokens", "600"),
            Number("$[3].usage.prompt_tokens_details.cached_tokens", "700"),
            Number("$[3].usage.prompt_tokens_details.cache_write_tokens", "90"),
            Number("$[3].usage.completion_tokens_details.reasoning_tokens", "33"),
            Unknown("$[3].usage"), Unknown("$[3].usage.completion_tokens_details")),
    ];

    private static Scene Scene(string name, string delta, string finish, params ImmutableArray<Leaf> leaves) =>
        new(name, $"[{Chunk("""{"role":"assistant","content":""}""", "null")},{Chunk(delta, "null")},{Chunk("{}", $"\"{finish}\"")},{Usage}]", leaves);

    private const string Head = """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1764000000,"model":"m",""";

    private const string Usage =
        Head + """
             "choices":[],"usage":{"prompt_tokens":5000,"completion_tokens":600,"total_tokens":5600,"prompt_tokens_details":{},
             "completion_tokens_details":{}}}
            """;

    private static string Chunk(string delta, string finish) =>
        $$"""{{Head}}"choices":[{"index":0,"delta":{{delta}},"logprobs":null,"finish_reason":{{finish}} }],"usage":null}""";
}
