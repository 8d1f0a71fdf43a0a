using System.Text.Json.Nodes;

namespace Headgate.Llm.Tests.Translation.Streams;

/// <summary>
/// Puts a stream of chat chunks together to the whole answer, as OpenAI's SDKs do, and insists on the rules: one id throughout, a role in each
/// choice's first chunk, a call's id and name in its first fragment only, one finish per choice and nothing after it, then the end.
/// </summary>
internal static class ChatAccumulator
{
    public static JsonObject Whole(string stream)
    {
        List<(string Name, string Data)> events = Crossing.Events(stream);
        Assert.Equal("[DONE]", events[^1].Data);
        SortedDictionary<int, JsonObject> choices = [];
        JsonObject? first = null;
        JsonNode? usage = null;
        foreach ((string name, string data) in events[..^1])
        {
            Assert.Equal("", name);
            JsonObject chunk = JsonNode.Parse(data)!.AsObject();
            first ??= chunk;
            Assert.Equal("chat.completion.chunk", chunk["object"]!.GetValue<string>());
            foreach (string constant in new[] { "id", "created", "model" })
                Assert.True(JsonNode.DeepEquals(first[constant], chunk[constant]), constant);
            Assert.Null(usage);
            usage = chunk["usage"]?.DeepClone();
            Assert.Equal(usage is not null, chunk["choices"]!.AsArray().Count == 0);
            foreach (JsonNode? choice in chunk["choices"]!.AsArray())
            {
                Add(choices, choice!.AsObject());
            }
        }

        JsonObject whole = new()
        {
            ["id"] = first!["id"]!.DeepClone(),
            ["object"] = "chat.completion",
            ["created"] = first["created"]!.DeepClone(),
            ["model"] = first["model"]!.DeepClone(),
            ["choices"] = new JsonArray([.. choices.Values]),
        };
        if (usage is not null)
            whole["usage"] = usage;
        return whole;
    }

    private static void Add(SortedDictionary<int, JsonObject> choices, JsonObject piece)
    {
        int index = piece["index"]!.GetValue<int>();
        JsonObject delta = piece["delta"]!.AsObject();
        Assert.Equal(!choices.ContainsKey(index), delta.ContainsKey("role"));
        if (!choices.TryGetValue(index, out JsonObject? choice))
        {
            JsonObject empty = new() { ["role"] = delta["role"]!.DeepClone(), ["content"] = null, ["refusal"] = null };
            choices[index] = choice = new JsonObject { ["index"] = index, ["message"] = empty, ["logprobs"] = null, ["finish_reason"] = null };
        }

        Assert.Null(choice["finish_reason"]);
        Assert.True(piece.ContainsKey("finish_reason"));
        choice["finish_reason"] = piece["finish_reason"]?.DeepClone();
        JsonObject message = choice["message"]!.AsObject();
        foreach (string name in new[] { "content", "refusal", "reasoning_content" })
        {
            if (delta[name]?.GetValue<string>() is { Length: > 0 } text)
                message[name] = message[name]?.GetValue<string>() + text;
        }

        foreach (JsonNode? call in delta["tool_calls"]?.AsArray() ?? [])
        {
            AddCall(message, call!.AsObject());
        }
    }

    private static void AddCall(JsonObject message, JsonObject piece)
    {
        JsonArray calls = message["tool_calls"] as JsonArray ?? [];
        message["tool_calls"] ??= calls;
        int index = piece["index"]!.GetValue<int>();
        Assert.InRange(index, 0, calls.Count);
        bool isFirst = index == calls.Count;
        JsonObject function = piece["function"]!.AsObject();
        Assert.Equal((isFirst, isFirst, isFirst), (piece.ContainsKey("id"), piece.ContainsKey("type"), function.ContainsKey("name")));
        if (isFirst)
        {
            JsonObject call = piece.DeepClone().AsObject();
            call.Remove("index");
            calls.Add(call);
        }
        else
        {
            JsonNode known = calls[index]!["function"]!;
            known["arguments"] = known["arguments"]!.GetValue<string>() + function["arguments"]!.GetValue<string>();
        }
    }
}
