using System.Buffers;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Writes events, each named by its type and numbered: https://platform.openai.com/docs/api-reference/responses-streaming, by the types of SDK
/// 7.57 (2026-11-13).
/// </summary>
internal sealed class ResponsesEventWriter
{
    /// <summary>The number of the next event.</summary>
    public long NextNumber { get; private set; }

    /// <summary>Where the data of the event at hand is written.</summary>
    public Utf8JsonWriter Json { get; } = JsonOutput.Open(new ArrayBufferWriter<byte>());

    /// <summary>Begins an event.</summary>
    public void Open(string type, IBufferWriter<byte> output)
    {
        output.Write("event: "u8);
        Encoding.UTF8.GetBytes(type, output);
        output.Write("\ndata: "u8);
        Json.Reset(output);
        Json.WriteStartObject();
        Json.WriteString("type"u8, type);
        Json.WriteNumber("sequence_number"u8, NextNumber++);
    }

    /// <summary>Begins an event of an item.</summary>
    public void OpenOf(OutputItem item, string type, IBufferWriter<byte> output)
    {
        Open(type, output);
        Json.WriteString("item_id"u8, item.Id);
        Json.WriteNumber("output_index"u8, item.Index);
    }

    /// <summary>Ends the event.</summary>
    public void Close(IBufferWriter<byte> output)
    {
        Json.WriteEndObject();
        Json.Flush();
        output.Write("\n\n"u8);
    }
}
