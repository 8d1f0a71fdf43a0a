using System.Text.Json.Nodes;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>
/// A random conversation as Responses clients keep it, who store nothing: every item of every turn, with its id as it came, sealed reasoning, messages,
/// calls and their results.
/// </summary>
internal sealed class RandomInput(int seed)
{
    private readonly Draws _draws = new(seed);
    private int _items;

    /// <summary>What the application says before anything else.</summary>
    public IEnumerable<JsonNode> Instructions() =>
        _draws.Chance(2) ? [Said(_draws.Of("developer", "system"), Text("input_text"))] : [];

    /// <summary>The user says something.</summary>
    public IEnumerable<JsonNode> Question()
    {
        yield return _draws.Below(3) switch
        {
            0 => new JsonObject { ["role"] = "user", ["content"] = _draws.Text() }, // as a client may write it that has not got it from here
            1 => Said("user", Text("input_text"), Image()),
            _ => Said("user", Text("input_text")),
        };
    }

    /// <summary>
    /// An answer, whose calls get their results in any order, perhaps with a reminder of the application's, after which the user may say something.
    /// </summary>
    public IEnumerable<JsonNode> Turn()
    {
        foreach (JsonNode thought in Thoughts())
        {
            yield return thought;
        }

        bool calls = _draws.Chance(2);
        if (!calls || _draws.Chance(2))
            yield return Answer();
        JsonObject[] made = calls ? [.. _draws.Several(3, _ => Call())] : [];
        foreach (JsonObject call in made)
        {
            yield return call;
        }

        foreach (JsonObject call in _draws.Chance(2) ? made : made.Reverse())
        {
            yield return Result(call);
        }

        if (_draws.Chance(5))
            yield return Said("developer", Text("input_text"));
        if (!calls || _draws.Chance(2))
        {
            foreach (JsonNode question in Question())
            {
                yield return question;
            }
        }
    }

    // Sealed by whichever vendor answered then, or by none.
    private IEnumerable<JsonNode> Thoughts()
    {
        int thoughts = _draws.Below(3);
        for (int i = 0; i < thoughts; i++)
        {
            string text = _draws.Below(3) == 0 ? "" : _draws.Text();
            string carried = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
            string signer = _draws.Of("messages", "gemini", "bedrock");
            JsonObject thought = new()
            {
                ["type"] = "reasoning",
                ["id"] = Id("rs"),
                ["summary"] = text.Length == 0 ? [] : new JsonArray(new JsonObject { ["type"] = "summary_text", ["text"] = text }),
            };
            _draws.Maybe(thought, "encrypted_content", () => _draws.Below(3) switch
            {
                0 => _draws.Base64(),
                1 when signer != "gemini" => $"hg.{signer}.r.{_draws.Base64()}",
                _ => $"hg.{signer}.t.{carried}.{_draws.Base64()}",
            });
            yield return thought;
        }
    }

    private JsonObject Answer()
    {
        JsonObject answer = Said("assistant", [.. _draws.Several(2, _ => Text("output_text"))]);
        answer["status"] = "completed";
        return answer;
    }

    private JsonObject Said(string role, params JsonObject[] content) =>
        new() { ["type"] = "message", ["id"] = Id("msg"), ["role"] = role, ["content"] = new JsonArray([.. content]) };

    private JsonObject Text(string type) => new() { ["type"] = type, ["text"] = _draws.Text() };

    private static JsonObject Image() => new() { ["type"] = "input_image", ["image_url"] = "data:image/png;base64,iVBO", ["detail"] = "auto" };

    private JsonObject Call() => _draws.Below(4) switch
    {
        0 => new() { ["type"] = "custom_tool_call", ["id"] = Id("ctc"), ["call_id"] = Id("call"), ["name"] = "apply_patch", ["input"] = _draws.Text() },
        1 => Function("close", group: "agents"),
        _ => Function("read_gauge", group: null),
    };

    private JsonObject Function(string name, string? group)
    {
        JsonObject call = new()
        {
            ["type"] = "function_call", ["id"] = Id("fc"), ["call_id"] = Id("call"), ["name"] = name, ["arguments"] = _draws.Members(3).ToJsonString(),
        };
        if (group is not null)
            call["namespace"] = group;
        return call;
    }

    private JsonObject Result(JsonObject call) => new()
    {
        ["type"] = $"{call["type"]}_output",
        ["call_id"] = $"{call["call_id"]}",
        ["output"] = _draws.Chance(3) ? new JsonArray(Text("input_text"), Image()) : _draws.Text(),
    };

    private string Id(string prefix) => $"{prefix}_{_items++}";
}
