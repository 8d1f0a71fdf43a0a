using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headgate.Llm.Tests.Translation.Json;

/// <summary>JSON compared by what it says: the order of members and the spelling of numbers and strings do not count.</summary>
internal static class JsonMeaning
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void AssertEqual(JsonNode? expected, JsonNode? actual)
    {
        (string wanted, string got) = (Of(expected), Of(actual));
        Assert.True(wanted == got, $"Wanted {wanted} but got {got}");
    }

    /// <summary>A text that is the same for all JSON with the same meaning.</summary>
    public static string Of(JsonNode? node) => Ordered(node)?.ToJsonString(Readable) ?? "null";

    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(
            members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Ordered(m.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Ordered)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonValue.Create(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(value.GetValue<string>()),
        _ => node?.DeepClone(),
    };
}
