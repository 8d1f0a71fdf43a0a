using System.Text;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// One event of a vendor's stream, read in one pass whatever the order of its members. Valid as long as the event.
/// https://platform.openai.com/docs/api-reference/responses-streaming, by the types of SDK 7.57 (2026-11-13).
/// </summary>
internal ref struct ResponsesEvent
{
    /// <summary>Its <c>type</c>.</summary>
    public string Type { get; private set; }

    /// <summary>The item's place in the output; 0 when it is none's.</summary>
    public long Output { get; private set; }

    /// <summary>The part of a summary.</summary>
    public long Summary { get; private set; }

    /// <summary>A piece of text or arguments; null when there is none.</summary>
    public string? Delta { get; private set; }

    /// <summary>The text, the arguments or the refusal whole, where the event ends them; null when it does not.</summary>
    public string? Whole { get; private set; }

    /// <summary>The item as it stands; empty when there is none.</summary>
    public ReadOnlySpan<byte> Item { get; private set; }

    /// <summary>The part as it stands; empty when there is none.</summary>
    public ReadOnlySpan<byte> Part { get; private set; }

    /// <summary>The response as it stands; empty when there is none.</summary>
    public ReadOnlySpan<byte> Response { get; private set; }

    /// <summary>Reads an event's data. Its name stands in for a type that is missing.</summary>
    public static ResponsesEvent Read(in SseEvent streamEvent)
    {
        ResponsesEvent read = new() { Type = Encoding.UTF8.GetString(streamEvent.Name) };
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
            Type = value.Text() ?? Type;
        }
        else if (name.SequenceEqual("output_index"u8))
        {
            Output = value.Count() ?? 0;
        }
        else if (name.SequenceEqual("summary_index"u8))
        {
            Summary = value.Count() ?? 0;
        }
        else if (name.SequenceEqual("delta"u8))
        {
            Delta = value.Text();
        }
        else if (IsWhole(name))
        {
            Whole = value.Text();
        }
        else
        {
            ReadObject(name, ref value);
        }
    }

    private void ReadObject(ReadOnlySpan<byte> name, ref JsonCursor value)
    {
        bool isObject = value.Kind == JsonTokenType.StartObject;
        if (isObject && name.SequenceEqual("item"u8))
        {
            Item = value.Raw();
        }
        else if (isObject && name.SequenceEqual("part"u8))
        {
            Part = value.Raw();
        }
        else if (isObject && name.SequenceEqual("response"u8))
        {
            Response = value.Raw();
        }
        else
        {
            value.Skip();
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("text"u8) || name.SequenceEqual("arguments"u8) || name.SequenceEqual("input"u8) || name.SequenceEqual("refusal"u8);
}
