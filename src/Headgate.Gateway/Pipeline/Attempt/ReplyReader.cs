using System.Buffers;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Reads a successful answer to the point where it is known to be one: the whole of it, or a stream's first content.</summary>
internal static class ReplyReader
{
    /// <summary>The largest event taken from a vendor's stream.</summary>
    private const int MaxEventBytes = 16 << 20;

    /// <summary>The largest answer taken that is not streamed.</summary>
    private const int MaxReplyBytes = 256 << 20;

    /// <summary>The most that may come before the first content.</summary>
    private const int MaxHeldBytes = 16 << 20;

    public static ValueTask<CallResult> ReadAsync(HttpResponseMessage response, Inbound inbound, AttemptTrace trace, AttemptClock clock, bool hidesUsage) =>
        inbound.IsStream && response.Content.Headers.ContentType?.MediaType == "text/event-stream"
            ? ReadStreamAsync(response, inbound.Protocol, trace, clock, hidesUsage)
            : ReadWholeAsync(response, inbound.Protocol, trace, clock);

    private static async ValueTask<CallResult> ReadWholeAsync(HttpResponseMessage response, NativeProtocol protocol, AttemptTrace trace, AttemptClock clock)
    {
        var body = new PooledBytes();
        bool kept = false;
        try
        {
            clock.FirstContent();
            Stream stream = await response.Content.ReadAsStreamAsync(clock.Token);
            int expected = (int)Math.Min(response.Content.Headers.ContentLength + 1 ?? 0, 1 << 20);
            int read;
            while ((read = await stream.ReadAsync(body.GetMemory(Math.Max(1, expected - body.Length)), clock.Token)) > 0)
            {
                clock.Touch();
                body.Advance(read);
                if (body.Length > MaxReplyBytes)
                {
                    return new AttemptFailure(UpstreamFault.ServerError, "The provider's answer is larger than 256 MiB.");
                }
            }

            ReplyReading reading = protocol.ReadReply(body.Span);
            if (!reading.IsValid)
            {
                return new AttemptFailure(UpstreamFault.ServerError, "The provider's answer is not what its protocol allows.");
            }

            kept = true;
            return new UpstreamReply.Whole(trace, response, body, reading);
        }
        finally
        {
            if (!kept)
            {
                body.Dispose();
            }
        }
    }

    private static async ValueTask<CallResult> ReadStreamAsync(
        HttpResponseMessage response, NativeProtocol protocol, AttemptTrace trace, AttemptClock clock, bool hidesUsage)
    {
        var buffer = new SseBuffer(MaxEventBytes);
        var held = new PooledBytes();
        StreamReader reader = protocol.OpenStream();
        bool kept = false;
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(clock.Token);
            while (true)
            {
                int read = await stream.ReadAsync(buffer.GetMemory(), clock.Token);
                clock.Touch();
                buffer.Advance(read);
                switch (Hold(buffer, reader, held, hidesUsage, isEnd: read == 0))
                {
                    case StreamStep.Content:
                        clock.FirstContent();
                        kept = true;
                        return new UpstreamReply.Streamed(trace, response, stream, buffer, reader, held, clock, hidesUsage);
                    case StreamStep.Failed:
                        return StreamFailures.Of(reader, trace.Target);
                    case StreamStep.More when read == 0:
                        return new AttemptFailure(UpstreamFault.Connection, "The stream ended before its first content.");
                }

                if (buffer.Overflowed || held.Length > MaxHeldBytes)
                {
                    return new AttemptFailure(UpstreamFault.ServerError, "An event of the stream is larger than 16 MiB.");
                }
            }
        }
        finally
        {
            if (!kept)
            {
                buffer.Dispose();
                held.Dispose();
            }
        }
    }

    /// <summary>Holds events until the first one that makes this attempt the answer.</summary>
    private static StreamStep Hold(SseBuffer buffer, StreamReader reader, PooledBytes held, bool hidesUsage, bool isEnd)
    {
        while (buffer.TryRead(out SseEvent streamEvent) || (isEnd && buffer.TryReadRest(out streamEvent)))
        {
            StreamEventKind kind = reader.Read(streamEvent);
            if (kind is StreamEventKind.Error or StreamEventKind.Malformed)
            {
                return StreamStep.Failed;
            }

            if (kind != StreamEventKind.UsageOnly || !hidesUsage)
            {
                held.Write(streamEvent.Raw);
            }

            if (kind is StreamEventKind.Content or StreamEventKind.Finish)
            {
                return StreamStep.Content;
            }
        }

        return StreamStep.More;
    }

    private enum StreamStep
    {
        More,
        Content,
        Failed,
    }
}
