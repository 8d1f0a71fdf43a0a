using System.Text;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Reads a stream of whole <c>GenerateContentResponse</c>s, which just ends. A whole reply is one of them. Nothing is allocated for a chunk of
/// content. https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent, read 2026-11-22.
/// </summary>
internal sealed class GeminiStreamReader : StreamReading
{
    private UInt128 _begun;
    private UInt128 _finished;
    private bool _isBlocked;

    public override StreamEventKind Read(in SseEvent streamEvent) =>
        streamEvent.Data.IsEmpty ? StreamEventKind.Preamble : Read(streamEvent.Data);

    /// <summary>Says what a chunk, or a whole reply, is.</summary>
    public StreamEventKind Read(ReadOnlySpan<byte> data)
    {
        Marks marks = ReadChunk(data);
        if ((marks & (Marks.Error | Marks.Fault)) != 0)
        {
            Error ??= (marks & Marks.Error) != 0 ? ErrorTable.ReadVendor(data) : Error;
            return StreamEventKind.Error;
        }

        IsComplete = _isBlocked || (_begun != 0 && _finished == _begun);
        return (marks & Marks.Malformed) != 0 ? StreamEventKind.Malformed
            : (marks & Marks.Content) != 0 ? StreamEventKind.Content
            : (marks & Marks.Finish) != 0 ? StreamEventKind.Finish
            : StreamEventKind.Preamble;
    }

    private Marks ReadChunk(ReadOnlySpan<byte> data)
    {
        try
        {
            Marks marks = Marks.None;
            JsonCursor chunk = new(data, Produced);
            if (!chunk.EnterObject())
            {
                return Marks.Malformed;
            }

            while (chunk.NextMember(out ReadOnlySpan<byte> name))
            {
                marks |= ReadMember(name, ref chunk);
            }

            chunk.End();
            return marks;
        }
        catch (JsonException)
        {
            return Marks.Malformed;
        }
    }

    private Marks ReadMember(ReadOnlySpan<byte> name, ref JsonCursor value)
    {
        if (name.SequenceEqual("candidates"u8))
        {
            return ReadCandidates(ref value);
        }

        if (name.SequenceEqual("error"u8))
        {
            return value.IsTruthy() ? Marks.Error : Marks.None;
        }

        if (name.SequenceEqual("promptFeedback"u8))
        {
            return ReadFeedback(ref value);
        }

        if (name.SequenceEqual("usageMetadata"u8))
        {
            Usage = GeminiUsage.Read(ref value, out string? tier) ?? Usage;
            ServiceTier = tier ?? ServiceTier;
        }
        else if (ResponseId is null && name.SequenceEqual("responseId"u8))
        {
            ResponseId = value.Text();
        }
        else
        {
            value.Skip();
        }

        return Marks.None;
    }

    private Marks ReadCandidates(ref JsonCursor candidates)
    {
        Marks marks = Marks.None;
        if (candidates.EnterArray())
        {
            while (candidates.NextElement())
            {
                marks |= ReadCandidate(ref candidates);
            }
        }

        return marks;
    }

    private Marks ReadCandidate(ref JsonCursor candidate)
    {
        Marks marks = Marks.None;
        int index = 0;
        if (!candidate.EnterObject())
        {
            return marks;
        }

        while (candidate.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("index"u8))
            {
                index = (int)Math.Min(candidate.Count() ?? 0, 127);
            }
            else if (name.SequenceEqual("finishReason"u8))
            {
                marks |= ReadFinish(candidate.Word());
            }
            else if (name.SequenceEqual("content"u8))
            {
                marks |= HasParts(ref candidate) ? Marks.Content : Marks.None;
            }
            else
            {
                candidate.Skip();
            }
        }

        _begun |= UInt128.One << index;
        _finished |= (marks & Marks.Finish) != 0 ? UInt128.One << index : 0;
        return marks;
    }

    private Marks ReadFinish(ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty || word.SequenceEqual("FINISH_REASON_UNSPECIFIED"u8))
        {
            return Marks.None;
        }

        Span<char> text = stackalloc char[64];
        if (word.Length > text.Length || !GeminiFinish.IsFault(text[..Encoding.UTF8.GetChars(word, text)]))
        {
            return Marks.Finish;
        }

        string reason = Encoding.UTF8.GetString(word);
        Error ??= new VendorError(reason, null, $"The model failed: {reason}.", null);
        return Marks.Fault;
    }

    // Of the members of a content only its role is a text that says nothing.
    private static bool HasParts(ref JsonCursor content)
    {
        bool hasParts = false;
        if (!content.EnterObject())
        {
            return false;
        }

        while (content.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("parts"u8))
            {
                hasParts |= content.HasText();
            }
            else
            {
                content.Skip();
            }
        }

        return hasParts;
    }

    // A prompt that was blocked has no candidates.
    private Marks ReadFeedback(ref JsonCursor feedback)
    {
        if (!feedback.EnterObject())
        {
            return Marks.None;
        }

        while (feedback.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("blockReason"u8))
            {
                _isBlocked |= feedback.IsText();
            }
            else
            {
                feedback.Skip();
            }
        }

        return _isBlocked ? Marks.Finish : Marks.None;
    }

    [Flags]
    private enum Marks
    {
        None = 0,
        Content = 1,
        Finish = 2,
        Malformed = 4,
        Error = 8,
        Fault = 16,
    }
}
