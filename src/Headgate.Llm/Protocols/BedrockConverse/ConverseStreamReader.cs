using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>
/// Reads a ConverseStream: the frames' names say what they are. The answer is complete with <c>messageStop</c>; its usage comes behind, in
/// <c>metadata</c>. A name unknown here is passed over.
/// </summary>
internal sealed class ConverseStreamReader : StreamReading
{
    public override StreamEventKind Read(in SseEvent streamEvent)
    {
        if (streamEvent.Name.SequenceEqual("error"u8))
        {
            Error ??= ErrorTable.ReadVendor(streamEvent.Data);
            return StreamEventKind.Error;
        }

        if (streamEvent.Data.IsEmpty)
        {
            return StreamEventKind.Preamble;
        }

        try
        {
            JsonCursor cursor = new(streamEvent.Data, Produced);
            StreamEventKind kind = cursor.Kind == JsonTokenType.StartObject ? Read(streamEvent.Name, ref cursor) : StreamEventKind.Malformed;
            if (kind != StreamEventKind.Malformed)
            {
                cursor.End();
            }

            return kind;
        }
        catch (JsonException)
        {
            return StreamEventKind.Malformed;
        }
    }

    private StreamEventKind Read(ReadOnlySpan<byte> name, ref JsonCursor payload)
    {
        if (name.SequenceEqual("contentBlockDelta"u8))
        {
            return Member(ref payload, "delta"u8) ? StreamEventKind.Content : StreamEventKind.Preamble;
        }

        if (name.SequenceEqual("contentBlockStart"u8))
        {
            return Member(ref payload, "start"u8) ? StreamEventKind.Content : StreamEventKind.Preamble;
        }

        if (name.SequenceEqual("messageStop"u8))
        {
            return ReadStop(ref payload);
        }

        if (name.SequenceEqual("metadata"u8))
        {
            ReadMetadata(ref payload);
        }
        else
        {
            payload.Skip();
        }

        return StreamEventKind.Preamble;
    }

    // Whether a member says anything.
    private static bool Member(ref JsonCursor payload, ReadOnlySpan<byte> wanted)
    {
        bool says = false;
        payload.EnterObject();
        while (payload.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual(wanted))
            {
                says |= payload.HasText();
            }
            else
            {
                payload.Skip();
            }
        }

        return says;
    }

    private StreamEventKind ReadStop(ref JsonCursor payload)
    {
        StreamEventKind kind = StreamEventKind.Finish;
        payload.EnterObject();
        while (payload.NextMember(out ReadOnlySpan<byte> name))
        {
            if (!name.SequenceEqual("stopReason"u8))
            {
                payload.Skip();
                continue;
            }

            string? reason = payload.Text();
            if (reason is not null && reason.StartsWith("malformed_", StringComparison.Ordinal))
            {
                Error ??= new VendorError(reason, null, "The model wrote what Bedrock could not read.", null);
                kind = StreamEventKind.Error;
            }
        }

        IsComplete = kind == StreamEventKind.Finish;
        return kind;
    }

    private void ReadMetadata(ref JsonCursor payload)
    {
        payload.EnterObject();
        while (payload.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("usage"u8))
            {
                Usage = ConverseUsage.Read(ref payload) ?? Usage;
            }
            else if (name.SequenceEqual("serviceTier"u8))
            {
                ServiceTier = ConverseUsage.Tier(ref payload) ?? ServiceTier;
            }
            else
            {
                payload.Skip();
            }
        }
    }
}
