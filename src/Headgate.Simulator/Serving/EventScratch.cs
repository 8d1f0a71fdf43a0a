using System.Buffers;
using System.Text.Json;

namespace Headgate.Simulator.Serving;

/// <summary>The one buffer in which a stream's events are written, one after the other.</summary>
internal sealed class EventScratch
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public EventScratch() => Json = new Utf8JsonWriter(_bytes, JsonStyle.Writer);

    public Utf8JsonWriter Json { get; }

    /// <summary>Forgets the last event and opens the next one's object.</summary>
    public Utf8JsonWriter Begin()
    {
        _bytes.ResetWrittenCount();
        Json.Reset();
        Json.WriteStartObject();
        return Json;
    }

    /// <summary>Closes the object.</summary>
    public StreamEvent End(string? name = null, int tokens = 0, bool isContent = false)
    {
        Json.WriteEndObject();
        Json.Flush();
        return new StreamEvent(name, _bytes.WrittenMemory, tokens, isContent);
    }
}
