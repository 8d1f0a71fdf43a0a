using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAI;

/// <summary>
/// Reads the streams made of <c>choices</c>: chat and legacy completions. One pass over each chunk; nothing is allocated for a chunk of
/// content. https://platform.openai.com/docs/api-reference/chat/streaming, read 2026-11-22.
/// </summary>
internal abstract class ChoiceStreamReader : StreamReading
{
    private UInt128 _begun;
    private UInt128 _finished;
    private bool _isDone;

    public sealed override StreamEventKind Read(in SseEvent streamEvent)
    {
        ReadOnlySpan<byte> data = streamEvent.Data;
        if (data.StartsWith("[DONE]"u8))
        {
            IsComplete = _isDone = true;
            return StreamEventKind.Finish;
        }

        bool isError = streamEvent.Name.SequenceEqual("error"u8);
        if (data.IsEmpty && !isError)
        {
            return StreamEventKind.Preamble;
        }

        ChunkMarks marks = isError ? ChunkMarks.Error : ChunkMarks.None;
        return KindOf(ReadChunk(data, marks), data);
    }

    /// <summary>Consumes a member of a choice where the protocol keeps its content; true when it says something.</summary>
    protected abstract bool HasContent(ReadOnlySpan<byte> name, ref JsonCursor value);

    private StreamEventKind KindOf(ChunkMarks marks, ReadOnlySpan<byte> data)
    {
        if ((marks & ChunkMarks.Error) != 0)
        {
            Error ??= ErrorTable.ReadVendor(data);
            return StreamEventKind.Error;
        }

        if ((marks & ChunkMarks.Malformed) != 0)
        {
            return StreamEventKind.Malformed;
        }

        IsComplete = _isDone || (_begun != 0 && _finished == _begun);
        return (marks & ChunkMarks.Content) != 0 ? StreamEventKind.Content
            : (marks & ChunkMarks.Finish) != 0 ? StreamEventKind.Finish
            : (marks & ChunkMarks.Usage) != 0 && (marks & ChunkMarks.Choice) == 0 ? StreamEventKind.UsageOnly
            : StreamEventKind.Preamble;
    }

    private ChunkMarks ReadChunk(ReadOnlySpan<byte> data, ChunkMarks marks)
    {
        try
        {
            JsonCursor chunk = new(data, Produced);
            if (!chunk.EnterObject())
            {
                return marks | ChunkMarks.Malformed;
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
            return marks | ChunkMarks.Malformed;
        }
    }

    private ChunkMarks ReadMember(ReadOnlySpan<byte> name, ref JsonCursor value)
    {
        if (name.SequenceEqual("choices"u8))
        {
            return ReadChoices(ref value);
        }

        if (name.SequenceEqual("usage"u8))
        {
            return ReadUsage(ref value);
        }

        if (name.SequenceEqual("error"u8))
        {
            return value.IsTruthy() ? ChunkMarks.Error : ChunkMarks.None;
        }

        if (name.SequenceEqual("x_groq"u8))
        {
            return ReadGroq(ref value);
        }

        if (ResponseId is null && name.SequenceEqual("id"u8))
        {
            ResponseId = value.Text();
            return ChunkMarks.None;
        }

        if (name.SequenceEqual("service_tier"u8))
        {
            ServiceTier = ServiceTiers.Read(ref value) ?? ServiceTier;
            return ChunkMarks.None;
        }

        value.Skip();
        return ChunkMarks.None;
    }

    private ChunkMarks ReadUsage(ref JsonCursor value)
    {
        if (OpenAIUsage.Read(ref value) is not { } usage)
        {
            return ChunkMarks.None;
        }

        Usage = usage;
        return ChunkMarks.Usage;
    }

    // Groq puts the usage of a stream, and its failure, into a member of its own: https://console.groq.com/docs/api-reference, read
    // 2026-11-22.
    private ChunkMarks ReadGroq(ref JsonCursor value)
    {
        ChunkMarks marks = ChunkMarks.None;
        if (!value.EnterObject())
        {
            return marks;
        }

        while (value.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("usage"u8))
            {
                marks |= ReadUsage(ref value);
            }
            else if (name.SequenceEqual("error"u8))
            {
                marks |= ReadGroqError(value.Text());
            }
            else
            {
                value.Skip();
            }
        }

        return marks;
    }

    private ChunkMarks ReadGroqError(string? message)
    {
        if (message is null)
        {
            return ChunkMarks.None;
        }

        Error = new VendorError(null, null, message, null);
        return ChunkMarks.Error;
    }

    private ChunkMarks ReadChoices(ref JsonCursor choices)
    {
        ChunkMarks marks = ChunkMarks.None;
        if (!choices.EnterArray())
        {
            return marks;
        }

        while (choices.NextElement())
        {
            marks |= ChunkMarks.Choice | ReadChoice(ref choices);
        }

        return marks;
    }

    private ChunkMarks ReadChoice(ref JsonCursor choice)
    {
        ChunkMarks marks = ChunkMarks.None;
        int index = 0;
        if (!choice.EnterObject())
        {
            return marks;
        }

        while (choice.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("index"u8))
            {
                index = (int)Math.Min(choice.Count() ?? 0, 127);
            }
            else if (name.SequenceEqual("finish_reason"u8))
            {
                marks |= ReadFinish(ref choice);
            }
            else if (name.SequenceEqual("usage"u8))
            {
                ReadUsage(ref choice); // Moonshot's place for it: https://platform.moonshot.ai/docs/api/chat, read 2026-11-23
            }
            else if (HasContent(name, ref choice))
            {
                marks |= ChunkMarks.Content;
            }
        }

        _begun |= UInt128.One << index;
        _finished |= (marks & ChunkMarks.Finish) != 0 ? UInt128.One << index : 0;
        return marks;
    }

    // Mistral and OpenRouter end a failed answer with the finish reason "error": it is no finish.
    private static ChunkMarks ReadFinish(ref JsonCursor value)
    {
        ReadOnlySpan<byte> reason = value.Word();
        if (!reason.SequenceEqual("error"u8))
        {
            return reason.IsEmpty ? ChunkMarks.None : ChunkMarks.Finish;
        }

        return ChunkMarks.Error;
    }

    [Flags]
    private enum ChunkMarks
    {
        None = 0,
        Choice = 1,
        Usage = 2,
        Finish = 4,
        Content = 8,
        Malformed = 16,
        Error = 32,
    }
}
