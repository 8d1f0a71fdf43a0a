using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>Any value, kept as JSON: plain <c>true</c>, <c>null</c> and numbers are what they look like, all else is text.</summary>
internal sealed partial class JsonShape : Shape<ReadOnlyMemory<byte>>
{
    public static JsonShape Any { get; } = new();

    /// <inheritdoc />
    public override string Name => "any value";

    /// <inheritdoc />
    public override Written<ReadOnlyMemory<byte>>? Read(ConfigNode node, ConfigReport report)
    {
        if (HoldsBroken(node))
        {
            return null;
        }

        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
            Write(json, node, scalar => scalar.Text);
        return new Written<ReadOnlyMemory<byte>>(output.WrittenMemory, node);
    }

    /// <inheritdoc />
    public override void WriteEffective(Utf8JsonWriter json, Written<ReadOnlyMemory<byte>> value) =>
        Write(json, value.Node, scalar => scalar.Shown);

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter json)
    {
    }

    private static bool HoldsBroken(ConfigNode node) => node switch
    {
        ConfigNode.Broken => true,
        ConfigNode.List list => list.Items.Any(HoldsBroken),
        ConfigNode.Map map => map.Members.Any(member => HoldsBroken(member.Value)),
        _ => false,
    };

    private static void Write(Utf8JsonWriter json, ConfigNode node, Func<ConfigNode.Scalar, string> textOf)
    {
        switch (node)
        {
            case ConfigNode.Scalar scalar:
                WriteScalar(json, textOf(scalar), scalar.IsPlain);
                break;
            case ConfigNode.List list:
                json.WriteStartArray();
                foreach (ConfigNode item in list.Items)
                {
                    Write(json, item, textOf);
                }

                json.WriteEndArray();
                break;
            case ConfigNode.Map map:
                json.WriteStartObject();
                foreach (ConfigMember member in map.Members)
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value, textOf);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, string text, bool isPlain)
    {
        if (isPlain && text is "true" or "True" or "TRUE")
        {
            json.WriteBooleanValue(true);
        }
        else if (isPlain && text is "false" or "False" or "FALSE")
        {
            json.WriteBooleanValue(false);
        }
        else if (isPlain && JsonNumber().IsMatch(text))
        {
            json.WriteRawValue(text);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();
}
