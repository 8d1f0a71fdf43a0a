using System.Buffers;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>
/// A vendor's stream on its way: bytes come in as they are split, whole events go out as they came, or in the client's protocol. What is
/// held has been read and found sound, and not yet been sent.
/// </summary>
internal sealed class VendorStream(Stream body, IEventBuffer framing, NativeProtocol protocol, bool hidesUsage, StreamTranslation? translation) : IDisposable
{
    /// <summary>The largest event taken from a vendor.</summary>
    public const int MaxEventBytes = 16 << 20;

    /// <summary>The most that may come before the first content.</summary>
    private const int MaxPreambleBytes = 16 << 20;

    private readonly PooledBytes _held = new();
    private bool _ended;

    /// <summary>What the stream has said so far.</summary>
    public StreamReading Reading { get; } = protocol.OpenStream();

    /// <summary>How it is told in the client's protocol; null where its bytes pass.</summary>
    public StreamTranslation? Translation => translation;

    /// <summary>Whole events that wait to be sent.</summary>
    public ReadOnlySpan<byte> Held => _held.Span;

    /// <summary>True once the answer is complete and nothing of it waits to be sent.</summary>
    public bool IsDelivered => Reading.IsComplete && _held.Length == 0 && !IsWhole;

    /// <summary>True when the vendor has said all, and only the translation has not.</summary>
    private bool IsWhole => Reading.IsComplete && translation is { HasEnded: false };

    /// <summary>True once the vendor has closed the stream.</summary>
    public bool HasEnded => _ended;

    /// <summary>True when an event, or all that came before the first content, is larger than is taken.</summary>
    public bool IsTooLarge => framing.Overflowed || _held.Length > MaxPreambleBytes;

    /// <summary>Waits for more from the vendor.</summary>
    public async ValueTask ReadAsync(CancellationToken cancellation)
    {
        int read = 0;
        try
        {
            read = await body.ReadAsync(framing.GetMemory(), cancellation);
        }
        catch (Exception ended) when (IsWhole && ended is OperationCanceledException or HttpRequestException or IOException)
        {
            // However the connection ends, the answer is whole, and what the client's protocol says at the end has still to be written.
        }

        framing.Advance(read);
        _ended = read == 0;
    }

    /// <summary>Moves the whole events that have come to those that are held, up to the first content where that is asked for.</summary>
    public StreamStep Take(bool untilContent)
    {
        while (framing.TryRead(out SseEvent streamEvent))
        {
            StreamEventKind kind = Reading.Read(streamEvent);
            bool isSound = kind is not (StreamEventKind.Error or StreamEventKind.Malformed) && TryHold(streamEvent, kind);
            if (translation is not null)
            {
                Reading.NextSequenceNumber = translation.NextSequenceNumber; // it is the client's events that an error comes behind
            }

            if (!isSound)
            {
                return StreamStep.Failed;
            }

            if (untilContent && kind is StreamEventKind.Content or StreamEventKind.Finish)
            {
                return StreamStep.Content;
            }
        }

        return IsTooLarge ? StreamStep.Failed : _ended ? TakeRest() : StreamStep.More;
    }

    /// <summary>What was held has been sent.</summary>
    public void Sent() => _held.Clear();

    /// <inheritdoc />
    public void Dispose()
    {
        framing.Dispose();
        _held.Dispose();
    }

    /// <summary>
    /// What no blank line ended counts only when it completes the answer: otherwise the stream was cut, and an error written behind half
    /// an event would be read as a part of it.
    /// </summary>
    private StreamStep TakeRest()
    {
        if (framing.TryReadRest(out SseEvent rest) && Reading.Read(rest) is var kind
            && (kind is StreamEventKind.Error || (Reading.IsComplete && !TryHold(rest, kind))))
        {
            return StreamStep.Failed;
        }

        if (!Reading.IsComplete)
        {
            return StreamStep.More;
        }

        translation?.End(_held);
        return StreamStep.Content;
    }

    /// <summary>Adds an event to those that are held; false when it cannot be translated. Garbage behind a whole answer says nothing.</summary>
    private bool TryHold(in SseEvent streamEvent, StreamEventKind kind)
    {
        if (translation is not null)
        {
            return kind == StreamEventKind.Malformed || translation.TryWrite(streamEvent, _held);
        }

        if (kind != StreamEventKind.UsageOnly || !hidesUsage)
        {
            _held.Write(streamEvent.Raw);
        }

        return true;
    }
}
