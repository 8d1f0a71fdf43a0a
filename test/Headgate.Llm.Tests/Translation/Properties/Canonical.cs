using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>
/// A body in the one form that bodies of the same meaning have: nothing null, text alone or one stop sequence as a string, arguments as JSON, no
/// question for usage.
/// </summary>
internal static class Canonical
{
    public static JsonNode Of(JsonNode body) => Fold(body)!;

    private static JsonNode? Fold(JsonNode? node, string? name = null) => node switch
    {
        JsonObject members => new JsonObject(
            from member in members
            where member.Value is not null && member.Key != "stream_options"
            select KeyValuePair.Create(member.Key, Fold(member.Value, member.Key))),
        JsonArray { Count: 1 } parts when name is "content" or "system" && IsPlainText(parts[0]) => parts[0]!["text"]!.DeepClone(),
        JsonArray { Count: 1 } alone when name == "stop" => alone[0]!.DeepClone(),
        JsonArray array => new JsonArray([.. array.Select(element => Fold(element))]),
        JsonValue text when name == "arguments" && text.GetValueKind() == JsonValueKind.String => Fold(JsonNode.Parse(text.GetValue<string>())),
        _ => node?.DeepClone(),
    };

    private static bool IsPlainText(JsonNode? part) => part is JsonObject { Count: 2 } members && members["type"]?.GetValue<string>() == "text";
}
