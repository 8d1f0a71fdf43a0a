using System.Text.Json.Nodes;

namespace Headgate.Benchmarks;

/// <summary>One conversation in both chat protocols: a hundred messages of text, calls and results as an agent makes them, and an image.</summary>
internal static class Conversation
{
    private const int Turns = 33;

    private const string Said = "The ditch rider wrote: \"Open gate no. 7 by three inches at six; the meadow has had its share.\"\n";

    private const string Schema =
        """{"type":"object","properties":{"gate":{"type":"integer","description":"The gate's number."},"inches":{"type":"number"}},"required":["gate"]}""";

    private static readonly string Image = Convert.ToBase64String(Enumerable.Range(0, 15 * 1024).Select(i => (byte)(i * 31)).ToArray());

    public static string Chat()
    {
        JsonArray messages = [Message("system", Text(3)), new JsonObject { ["role"] = "user", ["content"] = new JsonArray(TextPart(0), ChatImage()) }];
        for (int turn = 0; turn < Turns; turn++)
        {
            JsonObject function = new() { ["name"] = "read_gauge", ["arguments"] = Arguments(turn).ToJsonString() };
            JsonObject call = new() { ["id"] = $"call_{turn}", ["type"] = "function", ["function"] = function };
            JsonObject asks = Message("assistant", Text(turn));
            asks["tool_calls"] = new JsonArray(call);
            messages.Add(asks);
            messages.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = $"call_{turn}", ["content"] = Text(turn + 1) });
            messages.Add(Message("assistant", Text(turn + 2)));
            messages.Add(Message("user", Text(turn)));
        }

        JsonObject tool = new() { ["name"] = "read_gauge", ["description"] = Text(1), ["parameters"] = JsonNode.Parse(Schema) };
        return new JsonObject
        {
            ["model"] = "chat",
            ["messages"] = Cut(messages),
            ["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["function"] = tool }),
            ["max_completion_tokens"] = 4096,
            ["stream"] = true,
        }.ToJsonString(ChatBody.AsClientsWrite);
    }

    public static string Messages()
    {
        JsonArray messages = [new JsonObject { ["role"] = "user", ["content"] = new JsonArray(TextPart(0), MessagesImage()) }];
        for (int turn = 0; turn < Turns; turn++)
        {
            JsonObject call = new() { ["type"] = "tool_use", ["id"] = $"toolu_{turn}", ["name"] = "read_gauge", ["input"] = Arguments(turn) };
            messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = new JsonArray(TextPart(turn), call) });
            JsonObject result = new() { ["type"] = "tool_result", ["tool_use_id"] = $"toolu_{turn}", ["content"] = Text(turn + 1) };
            messages.Add(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(result) });
            messages.Add(Message("assistant", Text(turn + 2)));
            messages.Add(Message("user", Text(turn)));
        }

        return new JsonObject
        {
            ["model"] = "chat",
            ["max_tokens"] = 4096,
            ["system"] = Text(3),
            ["messages"] = Cut(messages),
            ["tools"] = new JsonArray(new JsonObject { ["name"] = "read_gauge", ["description"] = Text(1), ["input_schema"] = JsonNode.Parse(Schema) }),
            ["stream"] = true,
        }.ToJsonString(ChatBody.AsClientsWrite);
    }

    private static JsonArray Cut(JsonArray messages)
    {
        while (messages.Count > 100)
            messages.RemoveAt(messages.Count - 1);
        return messages;
    }

    private static string Text(int seed) => string.Concat(Enumerable.Repeat(Said, 1 + (seed % 5)));

    private static JsonObject TextPart(int seed) => new() { ["type"] = "text", ["text"] = Text(seed) };

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };

    private static JsonObject Arguments(int turn) => new() { ["gate"] = turn, ["inches"] = turn / 2.0 };

    private static JsonObject ChatImage() =>
        new() { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = $"data:image/png;base64,{Image}" } };

    private static JsonObject MessagesImage() =>
        new() { ["type"] = "image", ["source"] = new JsonObject { ["type"] = "base64", ["media_type"] = "image/png", ["data"] = Image } };
}
