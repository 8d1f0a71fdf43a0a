using System.Text.Json;

namespace Headgate.EndToEnd.Worlds;

/// <summary>
/// What a request says, line by line, in the words of no protocol: requests of two protocols that say the same have the same gist.
/// Written from the vendors' formats without a line of the gateway's own. What only one protocol can say is left out.
/// </summary>
internal static class Gist
{
    /// <summary>The gist of a chat completions request.</summary>
    public static IEnumerable<string> OfChat(JsonElement body)
    {
        foreach (var tool in Items(body, "tools").Select(tool => tool.GetProperty("function")))
            yield return Tool(tool, "parameters");
        if (body.TryGetProperty("tool_choice", out var choice))
        {
            yield return choice.ValueKind == JsonValueKind.String
                ? $"choice {choice.GetString()}"
                : $"choice of {choice.GetProperty("function").GetProperty("name").GetString()}";
        }

        if (Member(body, "response_format", "json_schema", "schema") is { } schema)
            yield return $"answer {Compact(schema)}";
        foreach (var message in Items(body, "messages"))
        {
            var role = Text(message, "role")!;
            foreach (var said in role == "tool" ? [$"result {Text(message, "tool_call_id")} {Plain(message)}"] : OfChatMessage(role, message))
                yield return said;
        }
    }

    /// <summary>The gist of a messages request.</summary>
    /// <param name="body">The request.</param>
    /// <param name="answersByTool">Whether a tool that is forced stands for the shape that the answer is to have.</param>
    public static IEnumerable<string> OfMessages(JsonElement body, bool answersByTool = false)
    {
        var choice = Member(body, "tool_choice");
        var forced = choice is { } chosen && Text(chosen, "type") == "tool" ? Text(chosen, "name") : null;
        var answering = answersByTool && Member(body, "output_config", "format") is null ? forced : null;
        foreach (var tool in Items(body, "tools").Where(tool => Text(tool, "name") != answering))
            yield return Tool(tool, "input_schema");
        if (choice is not null && answering is null)
            yield return forced is null ? $"choice {(Text(choice.Value, "type") is "any" ? "required" : Text(choice.Value, "type"))}" : $"choice of {forced}";
        if (Member(body, "output_config", "format", "schema") is { } schema)
            yield return $"answer {Compact(schema)}";
        foreach (var tool in Items(body, "tools").Where(tool => answering is not null && Text(tool, "name") == answering))
            yield return $"answer {Compact(tool.GetProperty("input_schema"))}";
        if (Plain(body, "system") is { Length: > 0 } system)
            yield return $"system {system}";
        foreach (var said in Items(body, "messages").SelectMany(message => OfMessage(Text(message, "role")!, message)))
            yield return said;
    }

    /// <summary>The gist of a Responses request.</summary>
    public static IEnumerable<string> OfResponses(JsonElement body)
    {
        foreach (var tool in Items(body, "tools"))
            yield return Tool(tool, "parameters");
        if (Text(body, "tool_choice") is { } choice)
            yield return $"choice {choice}";
        if (Member(body, "text", "format", "schema") is { } schema)
            yield return $"answer {Compact(schema)}";
        if (Text(body, "instructions") is { } instructions)
            yield return $"system {instructions}";
        if (Text(body, "input") is { } input)
            yield return $"user {input}";
        foreach (var said in Items(body, "input").SelectMany(OfItem))
            yield return said;
    }

    private static IEnumerable<string> OfItem(JsonElement item)
    {
        switch (Text(item, "type"))
        {
            case "function_call":
                using (var arguments = JsonDocument.Parse(Text(item, "arguments")!))
                    yield return $"assistant calls {Text(item, "call_id")} {Text(item, "name")} {Compact(arguments.RootElement)}";
                break;
            case "function_call_output":
                yield return $"result {Text(item, "call_id")} {Plain(item, "output")}";
                break;
            case "reasoning" or "item_reference":
                break;
            default:
                foreach (var said in OfItemMessage(Text(item, "role")!, item))
                    yield return said;
                break;
        }
    }

    private static IEnumerable<string> OfItemMessage(string role, JsonElement message)
    {
        if (Text(message, "content") is { } text)
            yield return $"{role} {text}";
        foreach (var part in Items(message, "content"))
            yield return Text(part, "type") == "input_image" ? $"{role} image {Text(part, "image_url")}" : $"{role} {Text(part, "text")}";
    }

    private static IEnumerable<string> OfChatMessage(string role, JsonElement message)
    {
        if (Text(message, "content") is { Length: > 0 } text)
            yield return $"{(role == "developer" ? "system" : role)} {text}";
        foreach (var part in Items(message, "content"))
        {
            yield return Text(part, "type") switch
            {
                "text" => $"{role} {Text(part, "text")}",
                "image_url" => $"{role} image {Text(part.GetProperty("image_url"), "url")}",
                var type => $"{role} {type}",
            };
        }

        foreach (var call in Items(message, "tool_calls"))
        {
            var function = call.GetProperty("function");
            using var arguments = JsonDocument.Parse(Text(function, "arguments")!);
            yield return $"{role} calls {Text(call, "id")} {Text(function, "name")} {Compact(arguments.RootElement)}";
        }
    }

    private static IEnumerable<string> OfMessage(string role, JsonElement message)
    {
        if (Text(message, "content") is { Length: > 0 } text)
            yield return $"{role} {text}";
        foreach (var block in Items(message, "content").Where(block => Text(block, "type") != "thinking"))
        {
            yield return Text(block, "type") switch
            {
                "text" => $"{role} {Text(block, "text")}",
                "image" => $"{role} image {Image(block.GetProperty("source"))}",
                "tool_use" => $"{role} calls {Text(block, "id")} {Text(block, "name")} {Compact(block.GetProperty("input"))}",
                "tool_result" => $"result {Text(block, "tool_use_id")} {Plain(block)}",
                var type => $"{role} {type}",
            };
        }
    }

    private static string Image(JsonElement source) =>
        Text(source, "url") ?? $"data:{Text(source, "media_type")};base64,{Text(source, "data")}";

    private static string Tool(JsonElement tool, string schema) =>
        $"tool {Text(tool, "name")} {Text(tool, "description")} {Compact(tool.GetProperty(schema))}";

    private static string Plain(JsonElement holder, string name = "content") =>
        Text(holder, name) ?? string.Concat(Items(holder, name).Select(block => Text(block, "text")));

    public static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    public static JsonElement? Member(JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out element) || element.ValueKind == JsonValueKind.Null)
                return null;
        }

        return element;
    }

    public static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];
}
