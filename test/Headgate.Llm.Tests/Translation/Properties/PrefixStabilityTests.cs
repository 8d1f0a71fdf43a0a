using System.Text.Json.Nodes;
using CsCheck;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation.Json;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>The vendor's prompt cache holds as long as a request begins like the one before it.</summary>
public sealed class PrefixStabilityTests
{
    private const int Turns = 6;

    // A client whose conversation calls tools declares them, and the same ones each turn.
    private const string ChatTools = """[{"type":"function","function":{"name":"read_gauge"}}]""";
    private const string MessagesTools = """[{"name":"read_gauge","input_schema":{"type":"object"}}]""";

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

    private static void AssertGrows(WireProtocol from, List<JsonNode> messages, Func<IEnumerable<JsonNode>> turn)
    {
        Dictionary<EgressTarget, JsonObject> before = [];
        for (int i = 0; i < Turns; i++)
        {
            JsonArray said = new([.. messages.Select(message => message.DeepClone())]);
            JsonObject body = from == WireProtocol.GeminiGenerateContent
                ? new() { ["contents"] = said, ["tools"] = JsonNode.Parse(GeminiTools) }
                : new()
                {
                    ["model"] = "m", ["max_tokens"] = 900, ["messages"] = said,
                    ["tools"] = JsonNode.Parse(from == WireProtocol.OpenAIChat ? ChatTools : MessagesTools),
                };
            foreach (EgressTarget target in Targets.All)
            {
                JsonObject written = Crossing.Request(from, target, body.ToJsonString()).Json.AsObject();
                if (before.TryGetValue(target, out JsonObject? shorter))
                    AssertBeginsWith(shorter, written);
                before[target] = written;
            }

            messages.AddRange(turn());
        }
    }

    private static JsonArray Conversation(JsonObject request) => (request["messages"] ?? request["input"] ?? request["contents"])!.AsArray();

    private static void AssertBeginsWith(JsonObject shorter, JsonObject longer)
    {
        JsonArray first = Conversation(shorter);
        JsonArray second = Conversation(longer);
        Assert.True(second.Count >= first.Count, $"{second} begins with less than {first}");
        for (int i = 0; i < first.Count; i++)
        {
            JsonMeaning.AssertEqual(first[i], second[i]);
        }

        JsonMeaning.AssertEqual(shorter["system"], longer["system"]);
        JsonMeaning.AssertEqual(shorter["systemInstruction"], longer["systemInstruction"]);
        JsonMeaning.AssertEqual(shorter["tools"], longer["tools"]);
    }
}
