using System.Text.Json;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>Writes sealed reasoning on its way back to the vendor that sealed it.</summary>
internal static class ThoughtWriter
{
    /// <summary>Writes the item. It has no id: nothing is stored by which the vendor could know one.</summary>
    public static void Write(ReasoningPart reasoning, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "reasoning"u8);
        json.WriteStartArray("summary"u8);
        if (!string.IsNullOrEmpty(reasoning.Text))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "summary_text"u8);
            json.WriteString("text"u8, reasoning.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (CarriedThinking.Write(reasoning) is { } sealedText)
        {
            json.WriteString("encrypted_content"u8, sealedText);
        }

        ResponsesProtocol.Extras.Write(json, reasoning.Extras, reasoning.Place);
        json.WriteEndObject();
    }
}
