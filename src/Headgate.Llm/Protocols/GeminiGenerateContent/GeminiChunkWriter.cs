using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Writes the chunks of a streamed answer: each is an answer of its own, in an event without a name.</summary>
internal sealed class GeminiChunkWriter
{
    private IBufferWriter<byte> _output = new ArrayBufferWriter<byte>();
    private Utf8JsonWriter? _json;

    /// <summary>What each chunk says of the answer.</summary>
    public GeminiAnswerHead Head { get; set; }

    /// <summary>Where the next chunks are written.</summary>
    public void WriteTo(IBufferWriter<byte> output) => _output = output;

    /// <summary>Writes a chunk with more of one candidate.</summary>
    public void Write(int candidate, ImmutableArray<ContentPart> parts)
    {
        Utf8JsonWriter json = Begin();
        json.WriteStartArray("candidates"u8);
        json.WriteStartObject();
        json.WriteStartObject("content"u8);
        json.WriteStartArray("parts"u8);
        new GeminiPartWriter(json, names: null, new GeminiTraits()).Write(parts);
        json.WriteEndArray();
        json.WriteString("role"u8, "model"u8);
        json.WriteEndObject();
        json.WriteNumber("index"u8, candidate);
        json.WriteEndObject();
        json.WriteEndArray();
        End(json);
    }

    /// <summary>Writes the last chunk: why each candidate ended, and what was used.</summary>
    public void WriteEnd(IEnumerable<(int Candidate, string Reason)> finished, Usage? usage)
    {
        Utf8JsonWriter json = Begin();
        json.WriteStartArray("candidates"u8);
        foreach ((int candidate, string reason) in finished)
        {
            json.WriteStartObject();
            json.WriteStartObject("content"u8);
            json.WriteStartArray("parts"u8);
            json.WriteStartObject();
            json.WriteString("text"u8, ""u8);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("role"u8, "model"u8);
            json.WriteEndObject();
            json.WriteString("finishReason"u8, reason);
            json.WriteNumber("index"u8, candidate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        GeminiUsageWriter.Write(json, usage, []);
        End(json);
    }

    private Utf8JsonWriter Begin()
    {
        _output.Write("data: "u8);
        _json ??= JsonOutput.Open(_output);
        _json.Reset(_output);
        _json.WriteStartObject();
        return _json;
    }

    private void End(Utf8JsonWriter json)
    {
        Head.Write(json);
        json.WriteEndObject();
        json.Flush();
        _output.Write("\n\n"u8);
    }
}
