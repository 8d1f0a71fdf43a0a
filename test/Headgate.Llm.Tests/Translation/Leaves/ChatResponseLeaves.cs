using System.Collections.Immutable;
using static Headgate.Llm.Tests.Translation.Leaves.Leaf;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>
/// Every leaf of a chat completion, https://platform.openai.com/docs/api-reference/chat/object read 2026-11-22, and of what compatible vendors add.
/// </summary>
internal static class ChatResponseLeaves
{
    public static ImmutableArray<Scene> Scenes { get; } =
    [
        Scene("text", """{"role":"assistant","content":"Hello","refusal":null}""", "stop",
            Text("$.id", "chatcmpl-@"),
            Number("$.created", "1764012345"),
            Text("$.model"),
            OneOf("$.service_tier", "default", "flex", "scale", "priority"),
            Text("$.system_fingerprint"),
            Value("$.metadata", """{"ditch":"@"}"""),
            Value("$.moderation", """{"model":"@"}"""),
            Text("$.choices[0].message.content"),
            Text("$.choices[0].message.refusal"),
            Text("$.choices[0].message.reasoning_content"),
            Text("$.choices[0].message.reasoning"),
            Value("$.choices[0].message.annotations", """[{"type":"url_citation","url_citation":{"url":"@","title":"a","start_index":0,"end_index":1}}]"""),
            Value("$.choices[0].message.audio", """{"id":"audio_1","data":"@","expires_at":1764012345,"transcript":"a"}"""),
            Value("$.choices[0].logprobs", """{"content":[{"token":"@","logprob":-0.5,"bytes":null,"top_logprobs":[]}],"refusal":null}"""),
            OneOf("$.choices[0].finish_reason", "stop", "length", "content_filter"),
            Unknown("$"), Unknown("$.choices[0]"), Unknown("$.choices[0].message")),
        Scene("calls of tools",
            """
            {"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"read_gauge",
             "arguments":"{}"}}]}
            """,
            "tool_calls",
            Text("$.choices[0].message.content"),
            Text("$.choices[0].message.tool_calls[0].id", "call_@"),
            Text("$.choices[0].message.tool_calls[0].function.name"),
            Text("$.choices[0].message.tool_calls[0].function.arguments", """{\"gate\":\"@\"}"""),
            OneOf("$.choices[0].finish_reason", "tool_calls", "length"),
            Unknown("$.choices[0].message.tool_calls[0]"), Unknown("$.choices[0].message.tool_calls[0].function")),
        Scene("call of a custom tool",
            """{"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"call_1","type":"custom","custom":{"name":"sluice","input":"a"}}]}""",
            "tool_calls",
            Text("$.choices[0].message.tool_calls[0].custom.name"), Text("$.choices[0].message.tool_calls[0].custom.input")),
        Scene("call of a function of old",
            """{"role":"assistant","content":null,"refusal":null,"function_call":{"name":"read_gauge","arguments":"{}"}}""",
            "function_call",
            Text("$.choices[0].message.function_call.name"), Text("$.choices[0].message.function_call.arguments"),
            OneOf("$.choices[0].finish_reason", "function_call")),
        new Scene("second answer",
            """
            {"id":"chatcmpl-1","object":"chat.completion","created":1764000000,"model":"m","choices":[{"index":0,"message":{"role":"assistant",
             "content":"a","refusal":null},"logprobs":null,"finish_reason":"stop"},{"index":1,"message":{"role":"assistant","content":"b",
             "refusal":null},"logprobs":null,"finish_reason":"stop"}]}
            """,
            [Text("$.choices[1].message.content"), OneOf("$.choices[1].finish_reason", "length")]),
        Scene("usage", """{"role":"assistant","content":"Hello","refusal":null}""", "stop",
            Number("$.usage.prompt_tokens", "5000"),
            Number("$.usage.completion_tokens", "600"),
            Number("$.usage.total_tokens", "5600"),
            Number("$.usage.prompt_tokens_details.cached_tokens", "700"),
            Number("$.usage.prompt_tokens_details.cache_write_tokens", "90"),
            Number("$.usage.prompt_tokens_details.audio_tokens", "31"),
            Number("$.usage.prompt_tokens_details.image_tokens", "32"),
            Number("$.usage.prompt_tokens_details.text_tokens", "4937"),
            Number("$.usage.completion_tokens_details.reasoning_tokens", "33"),
            Number("$.usage.completion_tokens_details.audio_tokens", "34"),
            Number("$.usage.completion_tokens_details.text_tokens", "533"),
            Number("$.usage.completion_tokens_details.accepted_prediction_tokens", "35"),
            Number("$.usage.completion_tokens_details.rejected_prediction_tokens", "36"),
            Unknown("$.usage"), Unknown("$.usage.prompt_tokens_details"), Unknown("$.usage.completion_tokens_details")),
    ];

    private static Scene Scene(string name, string message, string finish, params ImmutableArray<Leaf> leaves) =>
        new(name,
            $$$"""
            {"id":"chatcmpl-1","object":"chat.completion","created":1764000000,"model":"m",
             "choices":[{"index":0,"message":{{{message}}},"logprobs":null,"finish_reason":"{{{finish}}}"}],
             "usage":{"prompt_tokens":5000,"completion_tokens":600,"total_tokens":5600,"prompt_tokens_details":{},"completion_tokens_details":{}} }
            """,
            leaves);
}
