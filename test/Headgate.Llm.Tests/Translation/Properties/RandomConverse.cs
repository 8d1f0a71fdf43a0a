using System.Text.Json.Nodes;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>A random answer as Bedrock's Converse gives it, whole and as a stream.</summary>
internal sealed class RandomConverse(string? thinking, string? text, (string Id, string Name, string Arguments)[] calls, int input, int output)
{
    private string StopReason => calls.Length > 0 ? "tool_use" : "end_turn";

    private JsonObject Usage => new() { ["inputTokens"] = input, ["outputTokens"] = output, ["totalTokens"] = input + output };

    public string Whole()
    {
        JsonArray content = [];
        if (thinking is not null)
            content.Add(new JsonObject { ["reasoningContent"] = new JsonObject { ["reasoningText"] = new JsonObject { ["text"] = thinking } } });
        if (text is not null)
            content.Add(new JsonObject { ["text"] = text });
        foreach ((string id, string name, string arguments) in calls)
        {
            JsonObject call = new() { ["toolUseId"] = id, ["name"] = name, ["input"] = JsonNode.Parse(arguments) };
            content.Add(new JsonObject { ["toolUse"] = call });
        }

        return new JsonObject
        {
            ["output"] = new JsonObject { ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content } },
            ["stopReason"] = StopReason,
            ["usage"] = Usage,
            ["metrics"] = new JsonObject { ["latencyMs"] = 812 },
        }.ToJsonString();
    }

    /// <summary>As server-sent events, to be put into frames. Blocks of text and of thinking begin without a word.</summary>
    public string Stream(Func<string?, IEnumerable<string>> pieces)
    {
        List<(string Name, JsonObject Payload)> events = [("messageStart", new JsonObject { ["role"] = "assistant" })];
        int block = 0;
        if (thinking is not null)
            AddBlock(events, block++, pieces(thinking).Select(piece => new JsonObject { ["reasoningContent"] = new JsonObject { ["text"] = piece } }));
        if (text is not null)
            AddBlock(events, block++, pieces(text).Select(piece => new JsonObject { ["text"] = piece }));
        foreach ((string id, string name, string arguments) in calls)
        {
            JsonObject start = new() { ["toolUse"] = new JsonObject { ["toolUseId"] = id, ["name"] = name } };
            events.Add(("contentBlockStart", new JsonObject { ["contentBlockIndex"] = block, ["start"] = start }));
            AddBlock(events, block++, pieces(arguments).Select(piece => new JsonObject { ["toolUse"] = new JsonObject { ["input"] = piece } }));
        }

        events.Add(("messageStop", new JsonObject { ["stopReason"] = StopReason }));
        events.Add(("metadata", new JsonObject { ["usage"] = Usage, ["metrics"] = new JsonObject { ["latencyMs"] = 812 } }));
        return string.Concat(events.Select(e => $"event: {e.Name}\ndata: {e.Payload.ToJsonString()}\n\n"));
    }

    private static void AddBlock(List<(string Name, JsonObject Payload)> events, int block, IEnumerable<JsonObject> deltas)
    {
        events.AddRange(deltas.Select(delta => ("contentBlockDelta", new JsonObject { ["contentBlockIndex"] = block, ["delta"] = delta })));
        events.Add(("contentBlockStop", new JsonObject { ["contentBlockIndex"] = block }));
    }
}
