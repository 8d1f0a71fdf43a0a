using System.Text.Json.Nodes;

namespace Headgate.Llm.Tests.Translation.Streams;

/// <summary>
/// Puts a stream of Gemini's chunks together to the whole answer, as its clients do, and insists on the rules: one head throughout, a call whole in
/// its chunk, why it ended and what was used in the last, and nothing behind.
/// </summary>
internal static class GeminiAccumulator
{
    public static JsonObject Whole(string stream)
    {
        List<(string Name, string Data)> events = Crossing.Events(stream);
        JsonObject last = JsonNode.Parse(events[^1].Data)!.AsObject();
        JsonArray parts = [];
        foreach ((string name, string data) in events)
        {
            Assert.Equal("", name);
            JsonObject chunk = JsonNode.Parse(data)!.AsObject();
            JsonNode candidate = Assert.Single(chunk["candidates"]!.AsArray())!;
            foreach (string constant in new[] { "modelVersion", "responseId", "createTime" })
                Assert.True(JsonNode.DeepEquals(last[constant], chunk[constant]), constant);
            Assert.Equal(data == events[^1].Data, candidate["finishReason"] is not null);
            Assert.Equal(data == events[^1].Data, chunk["usageMetadata"] is not null);
            foreach (JsonNode? part in candidate["content"]!["parts"]!.AsArray())
            {
                Add(parts, part!.AsObject());
            }
        }

        last["candidates"]![0]!["content"]!["parts"] = parts;
        return last;
    }

    // A text without anything says only that there is no more.
    private static void Add(JsonArray parts, JsonObject part)
    {
        string? text = (string?)part["text"];
        if (text is null || part.ContainsKey("thoughtSignature"))
        {
            parts.Add(part.DeepClone());
        }
        else if (parts.LastOrDefault() is JsonObject begun && begun["text"] is not null && JsonNode.DeepEquals(begun["thought"], part["thought"]))
        {
            begun["text"] = (string?)begun["text"] + text;
        }
        else if (text.Length > 0)
        {
            parts.Add(part.DeepClone());
        }
    }
}
