using System.Runtime.CompilerServices;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Reads a successful answer to the point where it is known to be one: the whole of it, or a stream's first content.</summary>
internal static class ReplyReader
{
    /// <summary>The largest answer taken that is not streamed.</summary>
    private const int MaxReplyBytes = 256 << 20;

    /// <summary>Answers from this size on are read away from the I/O thread, which other connections wait for.</summary>
    private const int LargeReply = 64 << 10;

    public static ValueTask<CallResult> ReadAsync(
        HttpResponseMessage response, NativeProtocol spoken, bool isStream, ICallTranslation? translation, AttemptTrace trace,
        AttemptClock clock, bool hidesUsage)
    {
        if (!isStream)
        {
            return ReadWholeAsync(response, spoken, translation, trace, clock);
        }

        // A client that waits for events would find none in a whole reply, and take that for an answer without content.
        return response.Content.Headers.ContentType?.MediaType == "application/json"
            ? RefuseWholeAsync(response, spoken, trace, clock)
            : ReadStreamAsync(response, spoken, translation?.OpenStream(), trace, clock, hidesUsage);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<CallResult> ReadWholeAsync(
        HttpResponseMessage response, NativeProtocol protocol, ICallTranslation? translation, AttemptTrace trace,
        AttemptClock clock)
    {
        clock.FirstContent();
        trace.FirstContent();
        var body = new PooledBytes();
        bool kept = false;
        try
        {
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

            if (body.Length >= LargeReply)
            {
                await Task.Yield();
            }

            ReplyReading reading = protocol.ReadReply(body.Span);
            if (reading is { IsValid: true, Usage: not { Output: not null } })
            {
                trace.Said = protocol.Said(body.Span);
            }

            PooledBytes? told = !reading.IsValid ? null : translation is null ? body : translation.Translate(body);
            if (told is null)
            {
                trace.Used(reading.Usage, reading.ServiceTier);
                return new AttemptFailure(UpstreamFault.ServerError, "The provider's answer is not what its protocol allows.")
                {
                    // What came garbled may come whole the next time. What came whole and says what it must not, was paid for and would be said again.
                    MayRepeat = !reading.IsValid,
                };
            }

            kept = ReferenceEquals(told, body);
            return new UpstreamReply.Whole(trace, response, told, reading) { IsTranslated = !kept };
        }
        finally
        {
            if (!kept)
            {
                body.Dispose();
            }
        }
    }

    /// <summary>Reads what cannot be told for what it cost: a sound answer was paid for, and would be given like this again.</summary>
    private static async ValueTask<CallResult> RefuseWholeAsync(
        HttpResponseMessage response, NativeProtocol protocol, AttemptTrace trace, AttemptClock clock)
    {
        CallResult read = await ReadWholeAsync(response, protocol, translation: null, trace, clock);
        if (read.Failed(out _, out UpstreamReply? reply) || reply is not UpstreamReply.Whole answer)
        {
            return read;
        }

        trace.Used(answer.Reading.Usage, answer.Reading.ServiceTier);
        answer.Body.Dispose();
        return new AttemptFailure(UpstreamFault.ServerError, "The provider answered a request for a stream with a whole reply.") { MayRepeat = false };
    }

    private static async ValueTask<CallResult> ReadStreamAsync(
        HttpResponseMessage response, NativeProtocol protocol, StreamTranslation? translation, AttemptTrace trace,
        AttemptClock clock, bool hidesUsage)
    {
        IEventBuffer framing = trace.Target.Provider.Vendor.OpenFraming(protocol.Protocol, VendorStream.MaxEventBytes);
        var stream = new VendorStream(await response.Content.ReadAsStreamAsync(clock.Token), framing, protocol, hidesUsage, translation);
        trace.Stream = stream.Reading;
        bool kept = false;
        try
        {
            while (true)
            {
                await stream.ReadAsync(clock.Token);
                clock.Touch();
                switch (stream.Take(untilContent: true))
                {
                    case StreamStep.Content:
                        clock.FirstContent();
                        trace.FirstContent();
                        kept = true;
                        return new UpstreamReply.Streamed(trace, response, stream, clock);
                    case StreamStep.Failed:
                        return StreamFailures.Of(stream, trace);
                    case StreamStep.More when stream.HasEnded:
                        return new AttemptFailure(UpstreamFault.Connection, "The stream ended before its first content.");
                }
            }
        }
        finally
        {
            if (!kept)
            {
                trace.Used(stream.Reading.Usage, stream.Reading.ServiceTier);
                stream.Dispose();
            }
        }
    }
}
