using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Config.Stored;

/// <summary>
/// The body of an object: the section that would stand in a config file, as JSON. Which of its values are secrets its description says, so that a new key
/// of the config cannot be forgotten here.
/// </summary>
internal static class ObjectBody
{
    /// <summary>What stands where a secret is.</summary>
    public const string Mask = "***";

    /// <summary>The section of the config that objects of a kind are members of.</summary>
    public static string SectionOf(ConfigObjectKind kind) => kind == ConfigObjectKind.Provider ? RootKeys.Providers.Name : RootKeys.Models.Name;

    /// <summary>Takes the secrets out.</summary>
    public static HiddenBody Hide(ConfigObjectKind kind, JsonElement body)
    {
        var secrets = ImmutableArray.CreateBuilder<ObjectSecret>();
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text))
        {
            Hide(json, body, ShapeOf(kind), "", secrets);
        }

        return new HiddenBody(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length), secrets.ToImmutable());
    }

    /// <summary>The body as the config reads it.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="body">The JSON.</param>
    /// <param name="secrets">What stands in place of each mask, by id. A mask without one is a value that cannot be read, and no error here.</param>
    /// <param name="at">Where errors say that it stands.</param>
    /// <param name="report">What is wrong with the JSON itself.</param>
    public static ConfigNode Read(
        ConfigObjectKind kind, JsonElement body, ImmutableDictionary<string, string> secrets, ConfigPlace at, ConfigReport report) =>
        Read(body, ShapeOf(kind), "", secrets, at, report);

    private static SectionShape ShapeOf(ConfigObjectKind kind) => kind == ConfigObjectKind.Provider ? ProviderKeys.Shape : ModelKeys.Shape;

    private static void Hide(Utf8JsonWriter json, JsonElement value, Shape? shape, string id, ImmutableArray<ObjectSecret>.Builder secrets)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    Hide(json, member.Value, MemberOf(shape, member.Name), Join(id, member.Name), secrets);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach ((int index, JsonElement item) in value.EnumerateArray().Index())
                {
                    Hide(json, item, shape?.Inner?.Shape, $"{id}[{index}]", secrets);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Null:
                json.WriteNullValue();
                break;
            default:
                if (IsHidden(shape))
                {
                    string text = TextOf(value);
                    secrets.Add(new ObjectSecret(id, text == Mask ? null : text));
                    json.WriteStringValue(Mask);
                }
                else
                {
                    value.WriteTo(json);
                }

                break;
        }
    }

    private static ConfigNode Read(
        JsonElement value, Shape? shape, string id, ImmutableDictionary<string, string> secrets, ConfigPlace at, ConfigReport report)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                var members = ImmutableArray.CreateBuilder<ConfigMember>();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    ConfigPlace place = at.Member(member.Name);
                    if (!names.Add(member.Name))
                    {
                        report.Error(place, "this key is written twice");
                        continue;
                    }

                    members.Add(new ConfigMember(
                        member.Name, place, Read(member.Value, MemberOf(shape, member.Name), Join(id, member.Name), secrets, place, report)));
                }

                return new ConfigNode.Map(at, members.ToImmutable());
            case JsonValueKind.Array:
                return new ConfigNode.List(
                    at,
                    [.. value.EnumerateArray().Index().Select(
                        each => Read(each.Item, shape?.Inner?.Shape, $"{id}[{each.Index}]", secrets, at.Item(each.Index), report))]);
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return new ConfigNode.Nothing(at);
            default:
                bool isText = value.ValueKind == JsonValueKind.String;
                if (!IsHidden(shape))
                {
                    return new ConfigNode.Scalar(at, TextOf(value), IsPlain: !isText);
                }

                return TextOf(value) != Mask ? new ConfigNode.Scalar(at, TextOf(value), IsPlain: !isText, Source: Mask)
                    : secrets.TryGetValue(id, out string? secret) ? new ConfigNode.Scalar(at, secret, IsPlain: false, Source: Mask)
                    : new ConfigNode.Broken(at);
        }
    }

    /// <summary>Parses a stored body; null when somebody has written into the database.</summary>
    public static JsonDocument? Parse(string body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Shape? MemberOf(Shape? shape, string name) =>
        shape?.Keys.Count > 0 ? shape.Keys.FirstOrDefault(key => key.Name == name)?.Shape : shape?.Inner?.Shape;

    /// <summary>A single value may stand where a list of them does.</summary>
    private static bool IsHidden(Shape? shape) => shape is not null && (shape.IsHidden || IsHidden(shape.Inner?.Shape));

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Join(string id, string name) => id.Length == 0 ? name : $"{id}.{name}";
}
