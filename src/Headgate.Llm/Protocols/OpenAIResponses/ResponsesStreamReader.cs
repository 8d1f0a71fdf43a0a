using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Reads a Responses stream: typed, numbered events. A type unknown here is passed over.
/// https://platform.openai.com/docs/api-reference/responses-streaming, read 2026-11-22.
/// </summary>
internal sealed class ResponsesStreamReader : StreamReading
{
    public override StreamEventKind Read(in SseEvent streamEvent)
    {
        ReadOnlySpan<byte> data = streamEvent.Data;
        bool isNamedError = streamEvent.Name.SequenceEqual("error"u8);
        if (!isNamedError && (data.IsEmpty || data.StartsWith("[DONE]"u8)))
        {
            return IsComplete ? StreamEventKind.Finish : StreamEventKind.Preamble;
        }

        EventParts parts = new() { Type = streamEvent.Name, HasError = isNamedError };
        bool isWhole = TryReadParts(data, ref parts);
        if (parts.HasError || parts.Type.SequenceEqual("error"u8) || parts.Type.SequenceEqual("response.failed"u8))
        {
            Error ??= ErrorTable.ReadVendor(data);
            return StreamEventKind.Error;
        }

        return isWhole ? KindOf(parts) : StreamEventKind.Malformed;
    }

    private StreamEventKind KindOf(in EventParts parts)
    {
        if (parts.Type.SequenceEqual("response.completed"u8) || parts.Type.SequenceEqual("response.incomplete"u8))
        {
            IsComplete = true;
            return StreamEventKind.Finish;
        }

        bool isContent = parts.Type.EndsWith(".delta"u8) ? parts.HasDelta
            : parts.Type.SequenceEqual("response.output_item.added"u8) && parts.HasWork;
        return isContent ? StreamEventKind.Content : StreamEventKind.Preamble;
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
            parts.HasDelta = value.HasText();
        }
        else if (name.SequenceEqual("sequence_number"u8))
        {
            NextSequenceNumber = value.Count() + 1 ?? NextSequenceNumber;
        }
        else if (name.SequenceEqual("item"u8))
        {
            // Every item but a message is work by itself: reasoning, a tool call, a search.
            ReadOnlySpan<byte> type = OutputReading.ReadItem(ref value, readsId: false, out _);
            parts.HasWork = !type.IsEmpty && !type.SequenceEqual("message"u8);
        }
        else if (name.SequenceEqual("response"u8))
        {
            ResponseObject response = ResponseObject.Read(ref value);
            ResponseId ??= response.Id;
            Usage = response.Usage ?? Usage;
            ServiceTier = response.ServiceTier ?? ServiceTier;
            ItemIds = response.ItemIds ?? ItemIds;
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

    private ref struct EventParts
    {
        public ReadOnlySpan<byte> Type;
        public bool HasDelta;
        public bool HasWork;
        public bool HasError;
    }
}
