using System.Text.Json.Nodes;
using CsCheck;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation.Json;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>What a protocol says comes back from the hub as it went in.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void A_chat_request_is_the_same_after_the_hub() =>
        Gen.Int.Sample(seed => AssertSame(WireProtocol.OpenAIChat, Targets.PlainGpt, new RandomChat(seed).Request()), iter: 2_000);

    [Fact]
    public void A_messages_request_is_the_same_after_the_hub() =>
        Gen.Int.Sample(seed => AssertSame(WireProtocol.AnthropicMessages, Targets.OlderClaude, new RandomMessages(seed).Request()), iter: 2_000);

    [Fact]
    public void A_Gemini_request_is_the_same_after_the_hub() =>
        Gen.Int.Sample(seed => AssertSame(WireProtocol.GeminiGenerateContent, Targets.NewGemini, new RandomContents(seed, alwaysIds: true).Request()), iter: 2_000);

    /// <summary>All kinds of items and tools in one; what is left out is what the gateway does anyway, and the vendor's bookkeeping.</summary>
    [Fact]
    public void A_responses_request_is_the_same_after_the_hub()
    {
        JsonObject body = JsonNode.Parse(new TranslationGolden("requests", "responses-codex-turn-to-claude").Text(WireProtocol.OpenAIResponses))!.AsObject();
        body.Remove("include");
        foreach (JsonObject item in body["input"]!.AsArray().Cast<JsonObject>())
        {
            item.Remove("id");
            if (item["content"] is JsonArray and [JsonObject text])
                item["content"] = text["text"]!.DeepClone();
        }

        AssertSame(WireProtocol.OpenAIResponses, Targets.ReasoningByResponses with { Model = "claude-opus-4-8" }, body);
    }

    [Fact]
    public void A_conversation_is_the_same_after_both_protocols() =>
        Gen.Int.Sample(seed =>
        {
            JsonObject body = new()
            {
                ["model"] = "gpt-4o", ["max_completion_tokens"] = 500, ["messages"] = PlainConversation(seed),
                ["tools"] = JsonNode.Parse("""[{"type":"function","function":{"name":"read_gauge","parameters":{"type":"object","properties":{}}}}]"""),
            };
            Crossing.Outcome there = Crossing.Request(WireProtocol.OpenAIChat, Targets.NewClaude, body.ToJsonString());
            Crossing.Outcome back = Crossing.Request(WireProtocol.AnthropicMessages, Targets.PlainGpt, there.Text);
            Assert.Empty(there.Losses);
            Assert.Empty(back.Losses);
            JsonMeaning.AssertEqual(Canonical.Of(body), Canonical.Of(back.Json));
        }, iter: 1_000);

    [Fact]
    public void An_answer_is_the_same_after_the_hub() =>
        Gen.Int.Sample(seed =>
        {
            AssertSameAnswer(WireProtocol.OpenAIChat, new RandomAnswer(seed).Chat());
            AssertSameAnswer(WireProtocol.AnthropicMessages, new RandomAnswer(seed).Messages());
            JsonNode gemini = JsonNode.Parse(new RandomAnswer(seed).Whole(WireProtocol.GeminiGenerateContent))!;
            gemini["createTime"] = "2026-11-23T06:00:00.5Z";
            AssertSameAnswer(WireProtocol.GeminiGenerateContent, gemini.ToJsonString());
        }, iter: 2_000);

    private static void AssertSameAnswer(WireProtocol protocol, string body)
    {
        Crossing.Outcome outcome = Crossing.Response(protocol, protocol, body);
        Assert.Empty(outcome.Losses);
        JsonMeaning.AssertEqual(Canonical.Of(JsonNode.Parse(body)!), Canonical.Of(outcome.Json));
    }

    private static void AssertSame(WireProtocol protocol, EgressTarget target, JsonObject body)
    {
        Crossing.Outcome outcome = Crossing.Request(protocol, target, body.ToJsonString());
        Assert.Empty(outcome.Losses);
        JsonMeaning.AssertEqual(Canonical.Of(body), Canonical.Of(outcome.Json));
    }

    // Text, calls and results: what both protocols have, and neither in two ways.
    private static JsonArray PlainConversation(int seed)
    {
        Draws draws = new(seed);
        JsonArray messages = [new JsonObject { ["role"] = "user", ["content"] = draws.Text() }];
        int turns = draws.Below(4);
        for (int turn = 0; turn < turns; turn++)
        {
            string id = $"call_{turn}";
            JsonObject function = new() { ["name"] = draws.Name(), ["arguments"] = draws.Members(3).ToJsonString() };
            messages.Add(new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = draws.Text(),
                ["tool_calls"] = new JsonArray(new JsonObject { ["id"] = id, ["type"] = "function", ["function"] = function }),
            });
            messages.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = id, ["content"] = draws.Text() });
        }

        return messages;
    }
}
