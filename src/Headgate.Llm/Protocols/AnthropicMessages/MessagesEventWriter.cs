using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>
/// Writes the events of a stream: each with its name, which clients of this protocol demand, and its data, which repeats it as <c>type</c>.
/// </summary>
internal sealed class MessagesEventWriter
{
    private IBufferWriter<byte> _output = new ArrayBufferWriter<byte>();
    private Utf8JsonWriter? _json;

    /// <summary>Where the next events are written.</summary>
    public void WriteTo(IBufferWriter<byte> output) => _output = output;

    /// <summary>Begins an event; its members are written next.</summary>
    public Utf8JsonWriter Begin(ReadOnlySpan<byte> type)
    {
        _output.Write("event: "u8);
        _output.Write(type);
        _output.Write("\ndata: "u8);
        _json ??= JsonOutput.Open(_output);
        _json.Reset(_output);
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
        return _json;
    }

    /// <summary>Begins an event of a block.</summary>
    public Utf8JsonWriter Begin(ReadOnlySpan<byte> type, int block)
    {
        Utf8JsonWriter json = Begin(type);
        json.WriteNumber("index"u8, block);
        return json;
    }

    /// <summary>Ends the event.</summary>
    public void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        _output.Write("\n\n"u8);
    }

    /// <summary>Writes an event that adds text to a block: <c>{"delta":{"type":…,member:text}}</c>.</summary>
    public void Delta(int block, ReadOnlySpan<byte> type, ReadOnlySpan<byte> member, string text)
    {
        Utf8JsonWriter json = Begin("content_block_delta"u8, block);
        json.WriteStartObject("delta"u8);
        json.WriteString("type"u8, type);
        json.WriteString(member, text);
        json.WriteEndObject();
        End(json);
    }
}
