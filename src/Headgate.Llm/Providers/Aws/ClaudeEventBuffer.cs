using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers.Aws;

/// <summary>
/// The stream of <c>InvokeModelWithResponseStream</c> for Claude: frames whose payload is one of Anthropic's events in base64,
/// <c>{"bytes":"…"}</c>. Gives out those events, as Anthropic itself would send them.
/// </summary>
/// <param name="maxEventBytes">The most bytes one frame may have.</param>
internal sealed class ClaudeEventBuffer(int maxEventBytes) : IEventBuffer
{
    private readonly AwsEventBuffer _frames = new(maxEventBytes);
    private readonly ArrayBufferWriter<byte> _event = new();

    /// <inheritdoc />
    public bool Overflowed => _frames.Overflowed;

    /// <inheritdoc />
    public Memory<byte> GetMemory() => _frames.GetMemory();

    /// <inheritdoc />
    public void Advance(int count) => _frames.Advance(count);

    /// <inheritdoc />
    public bool TryRead(out SseEvent streamEvent)
    {
        if (!_frames.TryRead(out streamEvent))
        {
            return false;
        }

        if (streamEvent.Name.SequenceEqual("chunk"u8))
        {
            streamEvent = Unwrap(streamEvent.Data);
        }
        else if (streamEvent.Name.SequenceEqual("error"u8))
        {
            streamEvent = Write("error"u8, streamEvent.Data);
        }

        return true;
    }

    /// <inheritdoc />
    public bool TryReadRest(out SseEvent streamEvent) => _frames.TryReadRest(out streamEvent);

    /// <inheritdoc />
    public void Dispose() => _frames.Dispose();

    // What cannot be unwrapped is given out as it is: no event of Anthropic's, as its reader will find.
    private SseEvent Unwrap(ReadOnlySpan<byte> payload)
    {
        SseEvent garbled = new() { Raw = default, Name = default, Data = "garbled"u8 };
        try
        {
            ReadOnlySpan<byte> base64 = Member(payload, "bytes"u8);
            byte[] json = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
            bool isWhole = Base64.DecodeFromUtf8(base64, json, out _, out int length) == OperationStatus.Done && length > 0;
            ReadOnlyMemory<byte> line = json.AsMemory(0, length);
            return isWhole ? Write(Member(line.Span, "type"u8), (line.Span.Contains((byte)'\n') ? ToolArguments.Compact(line) : line).Span) : garbled;
        }
        catch (JsonException)
        {
            return garbled;
        }
    }

    private SseEvent Write(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        _event.ResetWrittenCount();
        _event.Write("event: "u8);
        _event.Write(type);
        _event.Write("\ndata: "u8);
        _event.Write(json);
        _event.Write("\n\n"u8);
        ReadOnlySpan<byte> raw = _event.WrittenSpan;
        return new SseEvent { Raw = raw, Name = raw.Slice("event: ".Length, type.Length), Data = raw[^(json.Length + 2)..^2] };
    }

    private static ReadOnlySpan<byte> Member(ReadOnlySpan<byte> json, ReadOnlySpan<byte> wanted)
    {
        ReadOnlySpan<byte> found = default;
        JsonCursor cursor = new(json);
        bool isObject = cursor.EnterObject();
        while (isObject && cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual(wanted))
            {
                found = cursor.Word();
            }
            else
            {
                cursor.Skip();
            }
        }

        return found;
    }
}
