using System.Text.Json.Nodes;

namespace Headgate.Llm.Tests.Translation.Streams;

/// <summary>
/// Puts a stream of Anthropic's events together to the whole message, as its SDKs do, and insists on the rules: each event named by its type, the
/// message's start first, one block open at a time, numbered in order, one message_delta, then the end.
/// </summary>
internal static class MessagesAccumulator
{
    public static JsonObject Whole(string stream)
    {
        JsonObject? message = null;
        JsonObject? open = null;
        string input = "";
        bool isEnded = false;
        foreach ((string name, string data) in Crossing.Events(stream))
        {
            JsonObject said = JsonNode.Parse(data)!.AsObject();
            Assert.Equal(name, said["type"]!.GetValue<string>());
            Assert.False(isEnded);
            Assert.Equal(name == "message_start", message is null);
            switch (name)
            {
                case "message_start":
                    message = said["message"]!.DeepClone().AsObject();
                    Assert.Empty(message["content"]!.AsArray());
                    Assert.True(message.ContainsKey("stop_reason") && message["stop_reason"] is null);
                    break;
                case "content_block_start":
                    Assert.Null(open);
                    Assert.Null(message!["stop_reason"]);
                    Assert.Equal(message["content"]!.AsArray().Count, said["index"]!.GetValue<int>());
                    open = said["content_block"]!.DeepClone().AsObject();
                    message["content"]!.AsArray().Add(open);
                    input = "";
                    break;
                case "content_block_delta":
                    Assert.Equal(message!["content"]!.AsArray().Count - 1, said["index"]!.GetValue<int>());
                    input += Add(open!, said["delta"]!.AsObject());
                    break;
                case "content_block_stop":
                    if (input.Length > 0)
                        open!["input"] = JsonNode.Parse(input);
                    open = null;
                    break;
                case "message_delta":
                    Assert.Null(open);
                    End(message!, said);
                    break;
                case "message_stop":
                    Assert.NotNull(message!["stop_reason"]);
                    isEnded = true;
                    break;
                default:
                    Assert.Equal("ping", name);
                    break;
            }
        }

        Assert.True(isEnded);
        return message!;
    }

    // The piece of a call's input; "" when it is something else.
    private static string Add(JsonObject block, JsonObject delta)
    {
        (string type, string name) = delta["type"]!.GetValue<string>() switch
        {
            "text_delta" => ("text", "text"),
            "thinking_delta" => ("thinking", "thinking"),
            "signature_delta" => ("thinking", "signature"),
            _ => ("tool_use", "partial_json"),
        };
        Assert.Equal(type, block["type"]!.GetValue<string>());
        string piece = delta[name]!.GetValue<string>();
        if (name == "partial_json")
            return piece;
        block[name] = block[name]?.GetValue<string>() + piece;
        return "";
    }

    private static void End(JsonObject message, JsonObject said)
    {
        Assert.Null(message["stop_reason"]);
        foreach ((string name, JsonNode? value) in said["delta"]!.AsObject())
        {
            message[name] = value?.DeepClone();
        }

        foreach ((string meter, JsonNode? value) in said["usage"]!.AsObject())
        {
            if (value is not null)
                message["usage"]![meter] = value.DeepClone();
        }
    }
}
