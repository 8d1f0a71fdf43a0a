using System.Text.Json.Nodes;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>Random bodies of <c>/v1/chat/completions</c>, all of them valid.</summary>
internal sealed class RandomChat(int seed)
{
    private readonly Draws _draws = new(seed);
    private int _calls;

    /// <summary>A request that a plain model of OpenAI's own takes whole.</summary>
    public JsonObject Request()
    {
        JsonObject body = new() { ["model"] = "gpt-4o", ["messages"] = new JsonArray([.. Instructions(), .. Conversation(_draws.Below(5))]) };
        if (_draws.Chance(2))
        {
            body["tools"] = new JsonArray([.. _draws.Several(3, i => Tool(i))]);
            _draws.Maybe(body, "tool_choice", ToolChoice);
            _draws.Maybe(body, "parallel_tool_calls", () => _draws.Chance(2));
        }

        _draws.Maybe(body, "max_completion_tokens", () => 1 + _draws.Below(9000));
        _draws.Maybe(body, "temperature", () => _draws.Below(16) / 8.0);
        _draws.Maybe(body, "top_p", () => _draws.Below(8) / 8.0);
        _draws.Maybe(body, "seed", () => _draws.Below(99));
        _draws.Maybe(body, "n", () => 1 + _draws.Below(3));
        _draws.Maybe(body, "frequency_penalty", () => _draws.Below(8) / 8.0);
        _draws.Maybe(body, "presence_penalty", () => _draws.Below(8) / 8.0);
        _draws.Maybe(body, "logit_bias", () => new JsonObject { ["17"] = -3 });
        _draws.Maybe(body, "stop", () => new JsonArray([.. _draws.Several(4, i => (JsonNode)$"{_draws.Text()}{i}")]));
        _draws.Maybe(body, "response_format", Format);
        _draws.Maybe(body, "service_tier", () => _draws.Of("auto", "default", "flex"));
        _draws.Maybe(body, "user", () => _draws.Text());
        _draws.Maybe(body, "metadata", () => new JsonObject { ["ditch"] = _draws.Text() });
        _draws.Maybe(body, "store", () => _draws.Chance(2));
        _draws.Maybe(body, "never_heard_of", () => _draws.Json(3));
        if (_draws.Chance(2))
        {
            body["stream"] = true;
            _draws.Maybe(body, "stream_options", () => new JsonObject { ["include_usage"] = true });
        }

        return body;
    }

    /// <summary>A conversation of user turns, each but the last with the model's answer.</summary>
    public List<JsonNode> Conversation(int answers)
    {
        List<JsonNode> messages = [User()];
        for (int i = 0; i < answers; i++)
        {
            messages.AddRange(Turn());
        }

        return messages;
    }

    /// <summary>Instructions that lead a conversation.</summary>
    public IEnumerable<JsonNode> Instructions()
    {
        if (_draws.Chance(2))
            yield return new JsonObject { ["role"] = _draws.Of("system", "developer"), ["content"] = _draws.Text() };
    }

    /// <summary>An answer, the results of its calls if it has any, and what the user says next.</summary>
    public IEnumerable<JsonNode> Turn()
    {
        JsonObject answer = new() { ["role"] = "assistant", ["content"] = _draws.Text() };
        List<JsonNode> messages = [answer];
        if (_draws.Chance(2))
        {
            JsonNode[] calls = [.. _draws.Several(3, _ => Call())];
            if (_draws.Chance(2))
                answer.Remove("content");
            answer["tool_calls"] = new JsonArray(calls);
            messages.AddRange(calls.Select(call => (JsonNode)new JsonObject
            {
                ["role"] = "tool", ["tool_call_id"] = call["id"]!.GetValue<string>(), ["content"] = _draws.Text(),
            }));
        }

        if (messages.Count == 1 || _draws.Chance(3))
            messages.Add(User());
        if (_draws.Chance(5))
            messages.Add(new JsonObject { ["role"] = "system", ["content"] = _draws.Text() });
        return messages;
    }

    private JsonObject Call() => new()
    {
        ["id"] = $"call_{_calls++}",
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = _draws.Name(), ["arguments"] = _draws.Members(3).ToJsonString() },
    };

    private JsonObject User()
    {
        JsonObject message = new() { ["role"] = "user" };
        message["content"] = _draws.Chance(2) ? _draws.Text() : new JsonArray([.. _draws.Several(3, _ => Part())]);
        if (_draws.Chance(6))
            message["name"] = "rider";
        return message;
    }

    private JsonNode Part() => _draws.Below(4) switch
    {
        0 => new JsonObject
        {
            ["type"] = "image_url",
            ["image_url"] = new JsonObject
            {
                ["url"] = _draws.Of($"data:image/png;base64,{_draws.Base64()}", "https://example.org/a.png"), ["detail"] = _draws.Of("auto", "low", "high"),
            },
        },
        1 => new JsonObject
        {
            ["type"] = "file",
            ["file"] = new JsonObject { ["file_data"] = $"data:application/pdf;base64,{_draws.Base64()}", ["filename"] = "a.pdf" },
        },
        _ => new JsonObject { ["type"] = "text", ["text"] = _draws.Text() },
    };

    private JsonNode Tool(int i)
    {
        JsonObject function = new() { ["name"] = $"tool_{i}" };
        _draws.Maybe(function, "description", () => _draws.Text());
        _draws.Maybe(function, "parameters", () => new JsonObject { ["type"] = "object", ["properties"] = _draws.Members(2) });
        _draws.Maybe(function, "strict", () => _draws.Chance(2));
        return new JsonObject { ["type"] = "function", ["function"] = function };
    }

    private JsonNode ToolChoice() => _draws.Below(4) == 0
        ? new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = "tool_0" } }
        : _draws.Of("auto", "none", "required");

    private JsonNode Format() => _draws.Of("text", "json_object", "json_schema") switch
    {
        "json_schema" => new JsonObject
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = "answer", ["strict"] = _draws.Chance(2), ["schema"] = new JsonObject { ["type"] = "object" } },
        },
        string type => new JsonObject { ["type"] = type },
    };
}
