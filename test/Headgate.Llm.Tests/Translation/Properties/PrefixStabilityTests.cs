using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>The vendor's prompt cache holds as long as a request begins like the one before it.</summary>
public sealed class PrefixStabilityTests
{
    private const int Turns = 6;

    // A client whose conversation calls tools declares them, and the same ones each turn.
    private const string ChatTools = """[{"type":"function","function":{"name":"read_gauge"}}]""";
    private const string MessagesTools = """[{"name":"read_gauge","input_schema":{"type":"object"}}]""";

    private const string ResponsesTools = """
        [{"type":"function","name":"read_gauge","strict":false,"parameters":{"type":"object","properties":{}}},{"type":"custom","name":"apply_patch"},
         {"type":"namespace","name":"agents","tools":[{"type":"function","name":"close","strict":false,"parameters":{"type":"object","properties":{}}}]}]
        """;

    private const string GeminiTools = """[{"functionDeclarations":[{"name":"read_gauge"}]}]""";

    [Fact]
    public void A_growing_chat_grows_at_its_end() =>
        Gen.Int.Sample(
            seed =>
            {
                RandomChat chat = new(seed);
                List<JsonNode> messages = [.. chat.Instructions(), .. chat.Conversation(0)];
                AssertGrows(WireProtocol.OpenAIChat, messages, chat.Turn);
            },
            iter: 300);

    [Fact]
    public void A_growing_conversation_with_a_Claude_client_grows_at_its_end() =>
        Gen.Int.Sample(
            seed =>
            {
                RandomMessages conversation = new(seed);
                AssertGrows(WireProtocol.AnthropicMessages, conversation.Conversation(0), conversation.Turn);
            },
            iter: 300);

    [Fact]
    public void A_growing_conversation_with_a_Gemini_client_grows_at_its_end() =>
        Gen.Int.Sample(
            seed =>
            {
                RandomContents contents = new(seed);
                AssertGrows(WireProtocol.GeminiGenerateContent, [.. contents.Question()], contents.Turn);
            },
            iter: 300);

    [Fact]
    public void A_growing_conversation_with_a_Responses_client_grows_at_its_end() =>
        Gen.Int.Sample(
            seed =>
            {
                RandomInput input = new(seed);
                AssertGrows(WireProtocol.OpenAIResponses, [.. input.Instructions(), .. input.Question()], input.Turn);
            },
            iter: 300);

    private static void AssertGrows(WireProtocol from, List<JsonNode> messages, Func<IEnumerable<JsonNode>> turn)
    {
        Dictionary<EgressTarget, JsonElement> before = [];
        for (int i = 0; i < Turns; i++)
        {
            JsonArray said = new([.. messages.Select(message => message.DeepClone())]);
            JsonObject body = from switch
            {
                WireProtocol.GeminiGenerateContent => new() { ["contents"] = said, ["tools"] = JsonNode.Parse(GeminiTools) },
                WireProtocol.OpenAIResponses => new()
                {
                    ["model"] = "m", ["instructions"] = "You keep a headgate.", ["input"] = said, ["tools"] = JsonNode.Parse(ResponsesTools), ["store"] = false,
                },
                _ => new()
                {
                    ["model"] = "m", ["max_tokens"] = 900, ["messages"] = said,
                    ["tools"] = JsonNode.Parse(from == WireProtocol.OpenAIChat ? ChatTools : MessagesTools),
                },
            };
            foreach (EgressTarget target in Targets.All)
            {
                JsonElement written = JsonElement.Parse(Crossing.Request(from, target, body.ToJsonString()).Text);
                if (before.TryGetValue(target, out JsonElement shorter))
                    AssertBeginsWith(shorter, written);
                before[target] = written;
            }

            messages.AddRange(turn());
        }
    }

    private static JsonElement[] Conversation(JsonElement request) =>
        [.. new[] { "messages", "input", "contents" }.SelectMany(name => request.TryGetProperty(name, out JsonElement said) ? said.EnumerateArray().ToArray() : [])];

    // To the byte: a cache knows nothing of meanings.
    private static void AssertBeginsWith(JsonElement shorter, JsonElement longer)
    {
        JsonElement[] first = Conversation(shorter);
        JsonElement[] second = Conversation(longer);
        Assert.NotEmpty(first);
        Assert.True(second.Length >= first.Length, $"{longer} begins with less than {shorter}");
        Assert.Equal(first.Select(message => message.GetRawText()), second.Take(first.Length).Select(message => message.GetRawText()));
        foreach (string part in new[] { "system", "systemInstruction", "tools", "toolConfig", "instructions" })
        {
            Assert.Equal(RawText(shorter, part), RawText(longer, part));
        }
    }

    private static string? RawText(JsonElement request, string name) => request.TryGetProperty(name, out JsonElement part) ? part.GetRawText() : null;
}
