using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Reads a stream of Gemini's: each event is a whole answer, the one that says why it ended is the last but for usage.</summary>
internal sealed class GeminiStreamReader : StreamReading
{
    private bool _hasContent;
    private bool _hasFinish;

    public override StreamEventKind Read(in SseEvent streamEvent)
    {
        if (streamEvent.Data.IsEmpty)
        {
            return StreamEventKind.Preamble;
        }

        _hasContent = _hasFinish = false;
        try
        {
            JsonCursor chunk = new(streamEvent.Data);
            return ReadChunk(ref chunk, streamEvent.Data);
        }
        catch (JsonException)
        {
            return StreamEventKind.Malformed;
        }
    }

    private StreamEventKind ReadChunk(ref JsonCursor chunk, ReadOnlySpan<byte> data)
    {
        bool isError = false;
        if (!chunk.EnterObject())
        {
            return StreamEventKind.Malformed;
        }

        while (chunk.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("error"u8))
            {
                isError |= chunk.IsTruthy();
            }
            else
            {
                ReadMember(name, ref chunk);
            }
        }

        chunk.End();
        if (isError)
        {
            Error ??= ErrorTable.ReadVendor(data);
            return StreamEventKind.Error;
        }

        IsComplete |= _hasFinish;
        return _hasContent ? StreamEventKind.Content : _hasFinish ? StreamEventKind.Finish : StreamEventKind.Preamble;
    }

    private void ReadMember(ReadOnlySpan<byte> name, ref JsonCursor value)
    {
        if (name.SequenceEqual("candidates"u8))
        {
            ReadCandidates(ref value);
        }
        else if (name.SequenceEqual("usageMetadata"u8))
        {
            Usage = GeminiUsage.Read(ref value) ?? Usage;
        }
        else if (name.SequenceEqual("promptFeedback"u8))
        {
            _hasFinish |= HasMember(ref value, "blockReason"u8);
        }
        else if (name.SequenceEqual("responseId"u8))
        {
            ResponseId = value.Text() ?? ResponseId;
        }
        else
        {
            value.Skip();
        }
    }

    private void ReadCandidates(ref JsonCursor candidates)
    {
        bool isArray = candidates.EnterArray();
        while (isArray && candidates.NextElement())
        {
            bool isObject = candidates.EnterObject();
            while (isObject && candidates.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("content"u8))
                {
                    _hasContent |= HasContent(ref candidates);
                }
                else
                {
                    _hasFinish |= name.SequenceEqual("finishReason"u8) && candidates.Kind == JsonTokenType.String;
                    candidates.Skip();
                }
            }
        }
    }

    // The role is no content.
    private static bool HasContent(ref JsonCursor content)
    {
        bool hasContent = false;
        bool isObject = content.EnterObject();
        while (isObject && content.NextMember(out ReadOnlySpan<byte> name))
        {
            bool isParts = name.SequenceEqual("parts"u8);
            hasContent |= content.HasText() && isParts;
        }

        return hasContent;
    }

    private static bool HasMember(ref JsonCursor value, ReadOnlySpan<byte> wanted)
    {
        bool isThere = false;
        bool isObject = value.EnterObject();
        while (isObject && value.NextMember(out ReadOnlySpan<byte> name))
        {
            isThere |= name.SequenceEqual(wanted);
            value.Skip();
        }

        return isThere;
    }
}
