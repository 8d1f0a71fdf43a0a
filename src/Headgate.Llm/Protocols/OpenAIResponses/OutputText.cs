using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>A part of a message of an answer: text, or the words of a refusal.</summary>
/// <param name="isRefusal">True when it is a refusal.</param>
internal sealed class OutputText(bool isRefusal)
{
    /// <summary>True when it is a refusal.</summary>
    public bool IsRefusal => isRefusal;

    /// <summary>The words.</summary>
    public StringBuilder Text { get; } = new();

    /// <summary>Where it stood in an answer of this protocol.</summary>
    public JsonPlace Place { get; init; }

    /// <summary>Members that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];

    /// <summary>Writes it as an object.</summary>
    /// <param name="json">Where.</param>
    /// <param name="isWhole">False when it is only announced: then it is empty.</param>
    public void Write(Utf8JsonWriter json, bool isWhole)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, isRefusal ? "refusal"u8 : "output_text"u8);
        json.WriteString(isRefusal ? "refusal"u8 : "text"u8, isWhole ? Text.ToString() : "");
        if (!isRefusal)
        {
            WriteEmptyUnlessSaid("annotations"u8, "annotations", json);
            WriteEmptyUnlessSaid("logprobs"u8, "logprobs", json);
        }

        ResponsesProtocol.Extras.Write(json, Extras, Place);
        json.WriteEndObject();
    }

    private void WriteEmptyUnlessSaid(ReadOnlySpan<byte> member, string name, Utf8JsonWriter json)
    {
        if (!Extras.Any(extra => extra.Protocol == WireProtocol.OpenAIResponses && extra.Name == name && extra.Parent == Place))
        {
            json.WriteStartArray(member);
            json.WriteEndArray();
        }
    }
}
