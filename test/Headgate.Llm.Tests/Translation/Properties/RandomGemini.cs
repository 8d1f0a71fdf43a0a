using System.Text.Json.Nodes;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>A random answer as Gemini gives it, whole and as chunks: text and thoughts in pieces, calls whole, the first of them signed.</summary>
internal sealed class RandomGemini(string? thinking, string? text, (string Id, string Name, string Arguments)[] calls, int input, int output)
{
    /// <summary>The answer.</summary>
    public string Whole()
    {
        List<JsonObject> parts = [];
        if (thinking is not null)
            parts.Add(new() { ["text"] = thinking, ["thought"] = true });
        if (text is not null)
            parts.Add(new() { ["text"] = text });
        return Body([.. parts, .. Calls()], "STOP", output).ToJsonString();
    }

    /// <summary>The answer as chunks.</summary>
    public string Stream(Func<string?, IEnumerable<string>> pieces)
    {
        JsonObject[] parts =
        [
            .. pieces(thinking).Select(piece => new JsonObject { ["text"] = piece, ["thought"] = true }),
            .. pieces(text).Select(piece => new JsonObject { ["text"] = piece }),
            .. Calls(),
        ];
        IEnumerable<JsonObject> chunks = parts.Select((part, i) => Body([part], finish: null, 1 + i)).Append(Body([new() { ["text"] = "" }], "STOP", output));
        return string.Concat(chunks.Select(chunk => $"data: {chunk.ToJsonString()}\n\n"));
    }

    private IEnumerable<JsonObject> Calls()
    {
        foreach ((string id, string name, string arguments) in calls)
        {
            JsonObject part = new() { ["functionCall"] = new JsonObject { ["id"] = id, ["name"] = name, ["args"] = JsonNode.Parse(arguments) } };
            if (id == "call_0")
                part["thoughtSignature"] = "c2lnbmF0dXJl";
            yield return part;
        }
    }

    private JsonObject Body(JsonObject[] parts, string? finish, int candidatesTokens)
    {
        JsonObject candidate = new() { ["index"] = 0, ["content"] = new JsonObject { ["role"] = "model", ["parts"] = new JsonArray([.. parts]) } };
        if (finish is not null)
            candidate["finishReason"] = finish;
        return new JsonObject
        {
            ["candidates"] = new JsonArray(candidate),
            ["usageMetadata"] = new JsonObject
            {
                ["promptTokenCount"] = input, ["candidatesTokenCount"] = candidatesTokens, ["totalTokenCount"] = input + candidatesTokens,
            },
            ["modelVersion"] = "gemini-3-flash-preview",
            ["responseId"] = "r7",
        };
    }
}
