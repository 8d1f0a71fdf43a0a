using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>
/// Reads a Messages stream: typed events around blocks. A type unknown here is passed over. Nothing is allocated for a delta.
/// https://platform.claude.com/docs/en/build-with-claude/streaming, read 2026-11-22.
/// </summary>
internal sealed class MessagesStreamReader : StreamReading
{
    private MessagesUsage _usage;

    public override StreamEventKind Read(in SseEvent streamEvent)
    {
        bool isNamedError = streamEvent.Name.SequenceEqual("error"u8);
        if (streamEvent.Data.IsEmpty && !isNamedError)
        {
            return StreamEventKind.Preamble;
        }

        EventParts parts = new() { Type = streamEvent.Name, HasError = isNamedError };
        bool isWhole = TryReadParts(streamEvent.Data, ref parts);
        if (parts.HasError || parts.Type.SequenceEqual("error"u8))
        {
            Error ??= ErrorTable.ReadVendor(streamEvent.Data);
            return StreamEventKind.Error;
        }

        return isWhole ? KindOf(parts) : StreamEventKind.Malformed;
    }

    private StreamEventKind KindOf(in EventParts parts)
    {
        if (parts.Type.SequenceEqual("content_block_delta"u8))
        {
            return parts.HasDelta ? StreamEventKind.Content : StreamEventKind.Preamble;
        }

        if (parts.Type.SequenceEqual("content_block_start"u8))
        {
            return parts.HasBlock ? StreamEventKind.Content : StreamEventKind.Preamble;
        }

        if (parts.Type.SequenceEqual("message_stop"u8))
        {
            IsComplete = true;
            return StreamEventKind.Finish;
        }

        return parts.HasStopReason ? StreamEventKind.Finish : StreamEventKind.Preamble;
    }

    private bool TryReadParts(ReadOnlySpan<byte> data, ref EventParts parts)
    {
        try
        {
            JsonCursor cursor = new(data, Produced);
            if (!cursor.EnterObject())
            {
                return false;
            }

            while (cursor.NextMember(out ReadOnlySpan<byte> name))
            {
                ReadPart(name, ref cursor, ref parts);
            }

            cursor.End();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void ReadPart(ReadOnlySpan<byte> name, ref JsonCursor value, ref EventParts parts)
    {
        if (name.SequenceEqual("type"u8))
        {
            parts.Type = value.Word();
        }
        else if (name.SequenceEqual("delta"u8))
        {
            ReadDelta(ref value, ref parts);
        }
        else if (name.SequenceEqual("content_block"u8))
        {
            parts.HasBlock = IsContent(ref value);
        }
        else if (name.SequenceEqual("usage"u8))
        {
            Usage = _usage.Read(ref value);
            ServiceTier = _usage.ServiceTier;
        }
        else if (name.SequenceEqual("message"u8))
        {
            ReadMessage(ref value);
        }
        else if (name.SequenceEqual("error"u8))
        {
            parts.HasError |= value.IsTruthy();
        }
        else
        {
            value.Skip();
        }
    }

    // Of a block: text, thinking, signature, partial_json, citation. Of the message: stop_reason and what goes with it.
    private static void ReadDelta(ref JsonCursor delta, ref EventParts parts)
    {
        if (!delta.EnterObject())
        {
            return;
        }

        while (delta.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("type"u8))
            {
                delta.Skip();
            }
            else if (name.SequenceEqual("stop_reason"u8))
            {
                parts.HasStopReason = delta.IsText();
            }
            else if (name.SequenceEqual("signature"u8))
            {
                parts.HasDelta |= delta.IsText();
            }
            else
            {
                parts.HasDelta |= delta.HasText();
            }
        }
    }

    // The start of any block that is not text, or of a text block that begins with text.
    private static bool IsContent(ref JsonCursor block)
    {
        bool isContent = false;
        if (!block.EnterObject())
        {
            return false;
        }

        while (block.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("type"u8))
            {
                isContent |= !block.Is("text"u8);
            }
            else
            {
                isContent |= block.IsText() && name.SequenceEqual("text"u8);
            }
        }

        return isContent;
    }

    private void ReadMessage(ref JsonCursor message)
    {
        if (!message.EnterObject())
        {
            return;
        }

        while (message.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("id"u8))
            {
                string? id = message.Text();
                ResponseId ??= id;
            }
            else if (name.SequenceEqual("usage"u8))
            {
                Usage = _usage.Read(ref message);
                ServiceTier = _usage.ServiceTier;
            }
            else
            {
                message.Skip();
            }
        }
    }

    private ref struct EventParts
    {
        public ReadOnlySpan<byte> Type;
        public bool HasDelta;
        public bool HasBlock;
        public bool HasStopReason;
        public bool HasError;
    }
}
