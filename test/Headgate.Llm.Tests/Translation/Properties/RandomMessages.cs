using System.Text.Json.Nodes;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>Random bodies of <c>/v1/messages</c>, all of them valid.</summary>
internal sealed class RandomMessages(int seed)
{
    private readonly Draws _draws = new(seed);
    private int _calls;
    private bool _thinks; // its turns begin with thinking then

    /// <summary>A request that a Claude of 2025 takes whole.</summary>
    public JsonObject Request()
    {
        JsonObject body = new() { ["model"] = "claude-haiku-4-5", ["max_tokens"] = 9000 + _draws.Below(9000) };
        _draws.Maybe(body, "system", () => _draws.Chance(2) ? _draws.Text() : new JsonArray([.. _draws.Several(2, _ => Marked(Text()))]));
        _thinks = _draws.Chance(3);
        body["messages"] = new JsonArray([.. Conversation(_draws.Below(5))]);
        if (_thinks)
            body["thinking"] = new JsonObject { ["type"] = "enabled", ["budget_tokens"] = 1024 + _draws.Below(5000) };
        if (_draws.Chance(2))
        {
            body["tools"] = new JsonArray([.. _draws.Several(3, i => Tool(i))]);
            if (!_thinks)
                _draws.Maybe(body, "tool_choice", ToolChoice);
        }

        if (!_thinks)
            _draws.Maybe(body, "temperature", () => _draws.Below(8) / 8.0);
        _draws.Maybe(body, "stop_sequences", () => new JsonArray([.. _draws.Several(5, i => (JsonNode)$"{_draws.Text()}{i}")]));
        _draws.Maybe(body, "metadata", () => new JsonObject { ["user_id"] = _draws.Text() });
        _draws.Maybe(body, "service_tier", () => _draws.Of("auto", "standard_only"));
        _draws.Maybe(body, "container", () => _draws.Text());
        _draws.Maybe(body, "never_heard_of", () => _draws.Json(3));
        if (_draws.Chance(2))
            body["stream"] = true;
        return body;
    }

    /// <summary>A conversation of user turns, each but the last with the model's answer.</summary>
    public List<JsonNode> Conversation(int answers)
    {
        List<JsonNode> messages = [new JsonObject { ["role"] = "user", ["content"] = Content() }];
        for (int i = 0; i < answers; i++)
        {
            messages.AddRange(Turn());
        }

        return messages;
    }

    /// <summary>An answer, and a user's message that begins with the results of its calls if it has any.</summary>
    public IEnumerable<JsonNode> Turn()
    {
        List<JsonNode> answer = [];
        if (_thinks || _draws.Chance(3))
            answer.Add(new JsonObject { ["type"] = "thinking", ["thinking"] = _draws.Of("", _draws.Text()), ["signature"] = _draws.Base64() });
        if (_draws.Chance(8))
            answer.Add(new JsonObject { ["type"] = "redacted_thinking", ["data"] = _draws.Base64() });
        answer.Add(Text());
        JsonNode[] calls = _draws.Chance(2) ? [.. _draws.Several(3, _ => Call())] : [];
        answer.AddRange(calls);
        yield return new JsonObject { ["role"] = "assistant", ["content"] = new JsonArray([.. answer]) };

        JsonNode[] results = [.. calls.Select(Result)];
        JsonNode said = Content();
        yield return new JsonObject
        {
            ["role"] = "user",
            ["content"] = results.Length == 0 ? said : new JsonArray([.. results, .. _draws.Chance(2) ? [Text()] : Array.Empty<JsonNode>()]),
        };
    }

    private JsonNode Content() => _draws.Chance(2) ? _draws.Text() : new JsonArray([.. _draws.Several(3, _ => Part())]);

    private JsonNode Part() => _draws.Below(4) switch
    {
        0 => Image(),
        1 => new JsonObject { ["type"] = "document", ["source"] = Source("application/pdf"), ["title"] = _draws.Text() },
        _ => Text(),
    };

    private JsonObject Text() => new() { ["type"] = "text", ["text"] = _draws.Text() };

    private JsonObject Image() => new()
    {
        ["type"] = "image",
        ["source"] = _draws.Chance(2) ? Source("image/png") : new JsonObject { ["type"] = "url", ["url"] = "https://example.org/a.png" },
    };

    private JsonObject Source(string type) => new() { ["type"] = "base64", ["media_type"] = type, ["data"] = _draws.Base64() };

    // At most two in a body: Anthropic takes four.
    private JsonObject Marked(JsonObject block)
    {
        if (_draws.Chance(2))
            block["cache_control"] = new JsonObject { ["type"] = "ephemeral" };
        return block;
    }

    private JsonNode Call() => new JsonObject
    {
        ["type"] = "tool_use", ["id"] = $"toolu_{_calls++}", ["name"] = _draws.Name(), ["input"] = _draws.Members(3),
    };

    private JsonNode Result(JsonNode call)
    {
        JsonObject result = new() { ["type"] = "tool_result", ["tool_use_id"] = call["id"]!.GetValue<string>() };
        result["content"] = _draws.Below(3) switch { 0 => new JsonArray([Text(), Image()]), 1 => new JsonArray([Text(), Text()]), _ => _draws.Text() };
        if (_draws.Chance(4))
            result["is_error"] = true;
        return result;
    }

    private JsonNode Tool(int i)
    {
        JsonObject tool = new() { ["name"] = $"tool_{i}", ["input_schema"] = new JsonObject { ["type"] = "object", ["properties"] = _draws.Members(2) } };
        _draws.Maybe(tool, "description", () => _draws.Text());
        _draws.Maybe(tool, "strict", () => _draws.Chance(2));
        return tool;
    }

    private JsonNode ToolChoice()
    {
        JsonObject choice = _draws.Of(
            new JsonObject { ["type"] = "auto" }, new JsonObject { ["type"] = "any" }, new JsonObject { ["type"] = "tool", ["name"] = "tool_0" });
        _draws.Maybe(choice, "disable_parallel_tool_use", () => true);
        return choice;
    }
}
