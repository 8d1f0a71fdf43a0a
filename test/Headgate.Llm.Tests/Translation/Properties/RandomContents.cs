using System.Text.Json.Nodes;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>A random conversation as Gemini's clients keep it: turns of user and model, calls and their results, signed and with ids or not.</summary>
/// <param name="seed">What is drawn by.</param>
/// <param name="alwaysIds">True where every call has an id: a call without gets one on its way.</param>
internal sealed class RandomContents(int seed, bool alwaysIds = false)
{
    private readonly Draws _draws = new(seed);
    private int _calls;

    /// <summary>A request that comes back from the hub as it went in: all that its protocol says in one way only.</summary>
    public JsonObject Request()
    {
        JsonObject body = new() { ["contents"] = new JsonArray([.. Question(), .. Turn(), .. Turn()]), ["tools"] = Tools() };
        if (_draws.Chance(2))
            body["systemInstruction"] = new JsonObject { ["parts"] = new JsonArray(Text(_draws.Text())) };
        if (_draws.Chance(2))
            body["safetySettings"] = JsonNode.Parse("""[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}]""");
        if (_draws.Chance(2))
            body["toolConfig"] = JsonNode.Parse("""{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["read_gauge"]}}""");
        JsonObject config = Config();
        if (config.Count > 0)
            body["generationConfig"] = config;
        return body;
    }

    /// <summary>The user says something.</summary>
    public IEnumerable<JsonNode> Question() =>
        [Content("user", [Text(_draws.Text()), .. _draws.Chance(4) ? [Image()] : Array.Empty<JsonObject>()])];

    /// <summary>The model answers, with or without calls, whose results it gets first, and the user says something again.</summary>
    public IEnumerable<JsonNode> Turn()
    {
        if (_draws.Chance(2))
        {
            bool hasIds = alwaysIds || _draws.Chance(2);
            string[] ids = [.. Enumerable.Range(0, 1 + _draws.Below(3)).Select(_ => $"call_{_calls++}")];
            yield return Content("model", [Text(_draws.Text()), .. ids.Select((id, i) => Call(id, hasIds, isSigned: i == 0))]);
            yield return Content("user", [.. ids.Select(id => Result(id, hasIds))]);
        }

        yield return Content("model", [Text(_draws.Text())]);
        foreach (JsonNode question in Question())
        {
            yield return question;
        }
    }

    private static JsonArray Tools() => JsonNode.Parse(
        """[{"functionDeclarations":[{"name":"read_gauge","description":"Reads","parametersJsonSchema":{"type":"object"}}]},{"googleSearch":{}}]""")!.AsArray();

    private JsonObject Config()
    {
        JsonObject config = [];
        if (_draws.Chance(2))
            config["temperature"] = _draws.Below(100) / 64.0;
        if (_draws.Chance(2))
            config["maxOutputTokens"] = 1000 + _draws.Below(1000);
        if (_draws.Chance(3))
            config["stopSequences"] = new JsonArray("END");
        if (_draws.Chance(3))
            config["thinkingConfig"] = JsonNode.Parse("""{"thinkingLevel":"LOW","includeThoughts":true}""");
        if (_draws.Chance(3))
            config["mediaResolution"] = "MEDIA_RESOLUTION_LOW";
        return config;
    }

    private static JsonObject Content(string role, JsonObject[] parts) => new() { ["role"] = role, ["parts"] = new JsonArray([.. parts]) };

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static JsonObject Image() => new() { ["inlineData"] = new JsonObject { ["mimeType"] = "image/png", ["data"] = "iVBO" } };

    private JsonObject Call(string id, bool hasIds, bool isSigned)
    {
        JsonObject call = new() { ["name"] = "read_gauge", ["args"] = _draws.Members(3) };
        if (hasIds)
            call["id"] = id;
        JsonObject part = new() { ["functionCall"] = call };
        if (isSigned)
            part["thoughtSignature"] = "c2lnbmF0dXJl";
        return part;
    }

    private JsonObject Result(string id, bool hasIds)
    {
        JsonObject result = new() { ["name"] = "read_gauge", ["response"] = new JsonObject { [_draws.Chance(4) ? "error" : "result"] = $"is {_draws.Text()}" } };
        if (hasIds)
            result["id"] = id;
        return new JsonObject { ["functionResponse"] = result };
    }
}
