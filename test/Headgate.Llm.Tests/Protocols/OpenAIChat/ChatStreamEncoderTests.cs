using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.OpenAIChat;

public sealed class ChatStreamEncoderTests
{
    private const string Head = "\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":\"m\"";

    private static readonly ChatEvent.Started Started = new("msg_1", "m") { Protocol = WireProtocol.AnthropicMessages };

    private static readonly ChatRequest WantsUsage = ChatRig.With("\"stream\":true,\"stream_options\":{\"include_usage\":true}");

    private static readonly ChatRequest FunctionSpeaker = ChatRig.With("\"stream\":true,\"functions\":[{\"name\":\"f\"}]");

    [Fact]
    public void Every_chunk_has_what_OpenAIs_schema_requires_and_no_usage_unasked()
    {
        List<string> chunks = ChatRig.Chunks(
            [Started, new ChatEvent.TextDelta(0, "a"), new ChatEvent.UsageReported(new Usage { InputText = 1 }), new ChatEvent.Finished(0, FinishReason.Stop, null), new ChatEvent.Ended()]);

        Assert.Equal(
            [
                $$"""{"id":"chatcmpl-1",{{Head}},"choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]}""",
                $$"""{"id":"chatcmpl-1",{{Head}},"choices":[{"index":0,"delta":{"content":"a"},"logprobs":null,"finish_reason":null}]}""",
                $$"""{"id":"chatcmpl-1",{{Head}},"choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}""",
                "[DONE]",
            ],
            chunks);
    }

    [Fact]
    public void Pitfall_12_usage_comes_last_to_clients_that_asked_and_is_null_before()
    {
        ChatEvent[] events =
        [
            Started with { Usage = new Usage { InputText = 5, CacheRead = 2 } },
            new ChatEvent.Finished(0, FinishReason.Length, null),
            new ChatEvent.UsageReported(new Usage { InputText = 5, CacheRead = 2, OutputText = 9 }),
            new ChatEvent.Ended(),
        ];

        List<string> chunks = ChatRig.Chunks(events, WantsUsage);

        Assert.EndsWith("\"finish_reason\":\"length\"}],\"usage\":null}", chunks[1], StringComparison.Ordinal);
        Assert.EndsWith(
            "\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":9,\"total_tokens\":16,\"prompt_tokens_details\":{\"cached_tokens\":2}}}",
            chunks[2],
            StringComparison.Ordinal);
        Assert.Equal("[DONE]", chunks[3]);
    }

    [Fact]
    public void Pitfall_11_each_choice_begins_with_its_role()
    {
        List<string> chunks = ChatRig.Chunks([Started, new ChatEvent.TextDelta(1, "b"), new ChatEvent.Finished(2, FinishReason.Stop, null)]);

        Assert.Contains("\"index\":1,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}", chunks[1], StringComparison.Ordinal);
        Assert.Contains("\"index\":1,\"delta\":{\"content\":\"b\"}", chunks[2], StringComparison.Ordinal);
        Assert.Contains("\"index\":2,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}", chunks[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Pitfall_3_calls_are_numbered_by_themselves_and_a_call_without_arguments_gets_an_empty_object()
    {
        List<string> chunks = ChatRig.Chunks(
            [
                Started,
                new ChatEvent.ToolCallStarted(0, 0, "a", "f"),
                new ChatEvent.ToolCallStarted(0, 1, "b", "g"),
                new ChatEvent.ArgumentsDelta(0, 1, "{\"x\":\"\\n\"}"),
                new ChatEvent.Finished(0, FinishReason.ToolCalls, null),
            ]);

        Assert.Equal(
            [
                """{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}""",
                """{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":""}}]}""",
                """{"tool_calls":[{"index":1,"function":{"arguments":"{\"x\":\"\\n\"}"}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}""",
                "{}",
            ],
            chunks[1..].Select(DeltaOf));
        Assert.Contains("\"finish_reason\":\"tool_calls\"", chunks[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_that_speaks_of_functions_gets_the_call_of_one()
    {
        LossList losses = new();

        List<string> chunks = ChatRig.Chunks(
            [
                Started,
                new ChatEvent.ToolCallStarted(0, 0, "a", "f"),
                new ChatEvent.ArgumentsDelta(0, 0, "{}"),
                new ChatEvent.ToolCallStarted(0, 1, "b", "g"),
                new ChatEvent.ArgumentsDelta(0, 1, "{}"),
                new ChatEvent.Finished(0, FinishReason.ToolCalls, null),
            ],
            FunctionSpeaker,
            losses);

        Assert.Equal(
            ["""{"function_call":{"name":"f","arguments":""}}""", """{"function_call":{"arguments":"{}"}}""", "{}"], chunks[1..].Select(DeltaOf));
        Assert.Contains("\"finish_reason\":\"function_call\"", chunks[^1], StringComparison.Ordinal);
        Assert.Equal(1, losses.Count);
    }

    [Fact]
    public void Thinking_is_shown_and_its_signature_is_a_loss()
    {
        LossList losses = new();

        List<string> chunks = ChatRig.Chunks(
            [
                Started,
                new ChatEvent.ReasoningDelta(0, "Hm."),
                new ChatEvent.ReasoningDelta(0, ""),
                new ChatEvent.ReasoningSigned(0, "s", WireProtocol.AnthropicMessages),
                new ChatEvent.ReasoningRedacted(0, "x", WireProtocol.AnthropicMessages),
                new ChatEvent.PartEnded(0),
                new ChatEvent.Lost(new Loss("$.container", "no")),
                new ChatEvent.Finished(0, FinishReason.Pause, "END"),
            ],
            losses: losses);

        Assert.Equal(["""{"reasoning_content":"Hm."}""", "{}"], chunks[1..].Select(DeltaOf));
        Assert.Contains("\"finish_reason\":\"stop\",\"stop_reason\":\"END\"", chunks[^1], StringComparison.Ordinal);
        Assert.Equal(
            ["$.content[*].signature", "$.content[*].data", "$.container", "$.stop_reason"], losses.ToImmutable().Select(loss => loss.Path));
    }

    [Fact]
    public void Every_choice_that_began_is_finished_at_the_end_and_a_reason_nobody_gave_is_a_loss()
    {
        LossList losses = new();

        List<string> chunks = ChatRig.Chunks(
            [
                Started,
                new ChatEvent.TextDelta(0, "a"),
                new ChatEvent.ToolCallStarted(1, 0, "c", "f"),
                new ChatEvent.Finished(2, FinishReason.Length, null),
                new ChatEvent.Ended(),
            ],
            losses: losses);

        Assert.Contains("\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"", chunks[^4], StringComparison.Ordinal);
        Assert.Equal("""{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}""", DeltaOf(chunks[^3]));
        Assert.Contains("\"index\":1,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"tool_calls\"", chunks[^2], StringComparison.Ordinal);
        Assert.Equal("[DONE]", chunks[^1]);
        Assert.Equal("$.stop_reason", Assert.Single(losses.ToImmutable()).Path);
    }

    private static string DeltaOf(string chunk) =>
        System.Text.Json.Nodes.JsonNode.Parse(chunk)!["choices"]![0]!["delta"]!.ToJsonString(ChatRig.Readable);
}
