using System.Text.Json;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>Reads the text of a value; what is wrong with it, as the end of a sentence, or null.</summary>
internal delegate string? Parse<T>(string text, out T value);

/// <summary>A single value.</summary>
internal sealed class ScalarShape<T>(string name, Parse<T> parse) : Shape<T>
{
    /// <inheritdoc />
    public override string Name => name;

    /// <summary>True when no message and no effective config may show it.</summary>
    public bool IsSecret { get; init; }

    /// <summary>True when it may hold a secret among what is shown of it.</summary>
    public bool MayHoldSecret { get; init; }

    /// <inheritdoc />
    public override bool IsHidden => IsSecret || MayHoldSecret;

    /// <summary>True when it may hold credentials where they do not belong: a message about it does not show it.</summary>
    public bool IsSecretWhenWrong { get; init; }

    /// <summary>The values there are, for messages and editors; empty when they are not to be listed.</summary>
    public Func<IEnumerable<string>> Choices { get; init; } = () => [];

    /// <summary>Writes its JSON Schema; text when nothing is said.</summary>
    public Action<Utf8JsonWriter>? Schema { get; init; }

    /// <summary>Writes a value of the effective config; as it was written when nothing is said.</summary>
    public Action<Utf8JsonWriter, T>? Effective { get; init; }

    /// <inheritdoc />
    public override Written<T>? Read(ConfigNode node, ConfigReport report)
    {
        if (node is ConfigNode.Nothing)
        {
            report.Error(node.At, $"this takes {name}, and nothing is written");
        }
        else if (node is not ConfigNode.Scalar scalar)
        {
            Refuse(node, report);
        }
        else if (parse(scalar.Text, out T value) is not { } wrong)
        {
            return new Written<T>(value, node);
        }
        else if (IsSecret || IsSecretWhenWrong)
        {
            report.Error(node.At, $"the value {wrong}");
        }
        else
        {
            report.Error(node.At, $"`{Written<T>.Clip(scalar.Shown)}` {wrong}", NearName.Ask(scalar.Text, Choices()));
        }

        return null;
    }

    /// <inheritdoc />
    public override void WriteEffective(Utf8JsonWriter json, Written<T> value)
    {
        if (IsSecret)
        {
            json.WriteStringValue("***");
        }
        else if (Effective is not null && value.Node is ConfigNode.Scalar { Source: null })
        {
            Effective(json, value.Value);
        }
        else
        {
            json.WriteStringValue(((ConfigNode.Scalar)value.Node).Shown);
        }
    }

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter json)
    {
        string[] choices = [.. Choices()];
        if (Schema is null && choices.Length == 0)
        {
            json.WriteString("type", "string");
            return;
        }

        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        Schema?.Invoke(json);
        if (choices.Length > 0)
        {
            json.WriteStartArray("enum");
            foreach (string choice in choices)
            {
                json.WriteStringValue(choice);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("$ref", "#/$defs/variable");
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
