using System.Text;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>
/// One event of a stream, read in one pass whatever the order of its members. Valid as long as the event.
/// https://platform.claude.com/docs/en/build-with-claude/streaming, read 2026-11-22.
/// </summary>
internal ref struct MessagesEvent
{
    /// <summary>Its <c>type</c>.</summary>
    public ReadOnlySpan<byte> Type { get; private set; }

    /// <summary>The block's number; 0 when it is none's.</summary>
    public long Block { get; private set; }

    /// <summary>The <c>type</c> of the block that begins, or of the delta.</summary>
    public ReadOnlySpan<byte> PartType { get; private set; }

    /// <summary>Text, thinking, a signature, redacted thinking or a piece of arguments: whichever the part's type says; null when empty.</summary>
    public string? Text { get; private set; }

    /// <summary>The signature of a block that begins with one; null when there is none.</summary>
    public string? Signature { get; private set; }

    /// <summary>The id of the answer, or of the call that begins.</summary>
    public string? Id { get; private set; }

    /// <summary>The model that answers, or the tool called.</summary>
    public string? Name { get; private set; }

    /// <summary>The arguments that a call begins with, as they stand; empty when there are none.</summary>
    public ReadOnlySpan<byte> Input { get; private set; }

    /// <summary>Why the answer ended; null when it has not.</summary>
    public string? StopReason { get; private set; }

    /// <summary>The stop sequence met; null when none was.</summary>
    public string? StopSequence { get; private set; }

    /// <summary>The meters as they stand; empty when there are none.</summary>
    public ReadOnlySpan<byte> Usage { get; private set; }

    /// <summary>Members of the block or the message that the hub has no event for; null when there are none.</summary>
    public List<string>? Unknown { get; private set; }

    /// <summary>Reads an event's data. Its name stands in for a type that is missing.</summary>
    public static MessagesEvent Read(in SseEvent streamEvent)
    {
        MessagesEvent read = new() { Type = streamEvent.Name };
        if (streamEvent.Data.IsEmpty)
        {
            return read;
        }

        JsonCursor cursor = new(streamEvent.Data);
        if (cursor.EnterObject())
        {
            while (cursor.NextMember(out ReadOnlySpan<byte> name))
            {
                read.ReadMember(name, ref cursor);
            }
        }

        return read;
    }

    private void ReadMember(ReadOnlySpan<byte> name, ref JsonCursor value)
    {
        if (name.SequenceEqual("type"u8))
        {
            Type = value.Word();
        }
        else if (name.SequenceEqual("index"u8))
        {
            Block = value.Count() ?? 0;
        }
        else if (name.SequenceEqual("usage"u8))
        {
            Usage = value.Raw();
        }
        else if (name.SequenceEqual("delta"u8) || name.SequenceEqual("content_block"u8))
        {
            ReadPart(ref value);
        }
        else if (name.SequenceEqual("message"u8))
        {
            ReadMessage(ref value);
        }
        else
        {
            NoteUnknown(name, ref value);
        }
    }

    private void ReadPart(ref JsonCursor part)
    {
        if (!part.EnterObject())
        {
            return;
        }

        while (part.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("type"u8))
            {
                PartType = part.Word();
            }
            else if (IsText(name))
            {
                Text = part.Text();
            }
            else if (name.SequenceEqual("signature"u8))
            {
                Signature = part.Text();
            }
            else if (!TryReadCall(name, ref part) && !TryReadStop(name, ref part))
            {
                NoteUnknown(name, ref part);
            }
        }
    }

    private bool TryReadCall(ReadOnlySpan<byte> name, ref JsonCursor part)
    {
        if (name.SequenceEqual("id"u8))
        {
            Id = part.Text();
        }
        else if (name.SequenceEqual("name"u8))
        {
            Name = part.Text();
        }
        else if (name.SequenceEqual("input"u8))
        {
            Input = part.Raw();
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryReadStop(ReadOnlySpan<byte> name, ref JsonCursor part)
    {
        if (name.SequenceEqual("stop_reason"u8))
        {
            StopReason = part.Text();
        }
        else if (name.SequenceEqual("stop_sequence"u8))
        {
            StopSequence = part.Text();
        }
        else
        {
            return false;
        }

        return true;
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
                Id = message.Text();
            }
            else if (name.SequenceEqual("model"u8))
            {
                Name = message.Text();
            }
            else if (name.SequenceEqual("usage"u8))
            {
                Usage = message.Raw();
            }
            else if (IsGivenElsewhere(name))
            {
                message.Skip();
            }
            else
            {
                NoteUnknown(name, ref message);
            }
        }
    }

    // Null, and a list without text in it, say nothing.
    private void NoteUnknown(ReadOnlySpan<byte> name, ref JsonCursor value)
    {
        bool isList = value.Kind == JsonTokenType.StartArray;
        bool isNull = value.Kind == JsonTokenType.Null;
        if (isList ? value.HasText() : !isNull)
        {
            (Unknown ??= []).Add(Encoding.UTF8.GetString(name));
        }

        if (!isList)
        {
            value.Skip();
        }
    }

    private static bool IsText(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("text"u8) || name.SequenceEqual("partial_json"u8) || name.SequenceEqual("thinking"u8) || name.SequenceEqual("data"u8);

    // What message_start has to have, and later events say better.
    private static bool IsGivenElsewhere(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("type"u8) || name.SequenceEqual("role"u8) || name.SequenceEqual("content"u8)
        || name.SequenceEqual("stop_reason"u8) || name.SequenceEqual("stop_sequence"u8);
}
