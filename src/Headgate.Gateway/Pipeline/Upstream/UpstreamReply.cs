using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>A call that answers: whole, or a stream whose first content has come.</summary>
internal abstract class UpstreamReply(AttemptTrace trace, HttpResponseMessage message) : IDisposable
{
    public AttemptTrace Trace { get; } = trace;

    public HttpResponseMessage Message { get; } = message;

    /// <inheritdoc />
    public virtual void Dispose()
    {
        Trace.Ended();
        Message.Dispose();
    }

    /// <summary>An answer that has come in full and was found sound.</summary>
    internal sealed class Whole(AttemptTrace trace, HttpResponseMessage message, PooledBytes body, ReplyReading reading) : UpstreamReply(trace, message)
    {
        public PooledBytes Body { get; } = body;

        public ReplyReading Reading { get; } = reading;

        public override void Dispose()
        {
            Body.Dispose();
            base.Dispose();
        }
    }

    /// <summary>A stream from its first content on. What came before is held.</summary>
    internal sealed class Streamed(
        AttemptTrace trace, HttpResponseMessage message, Stream body, SseBuffer buffer, StreamReader reader, PooledBytes held, AttemptClock clock,
        bool hidesUsage)
        : UpstreamReply(trace, message)
    {
        /// <summary>The vendor's bytes.</summary>
        public Stream Body { get; } = body;

        /// <summary>Bytes read and not yet passed on.</summary>
        public SseBuffer Buffer { get; } = buffer;

        /// <summary>What the stream has said so far.</summary>
        public StreamReader Reader { get; } = reader;

        /// <summary>The events up to and with the first content, as they came.</summary>
        public PooledBytes Held { get; } = held;

        /// <summary>Watches the vendor's silence and the request's end.</summary>
        public AttemptClock Clock { get; } = clock;

        /// <summary>True when the usage event was asked for by us and is not the client's to see.</summary>
        public bool HidesUsage { get; } = hidesUsage;

        public override void Dispose()
        {
            Buffer.Dispose();
            Held.Dispose();
            base.Dispose();
            Clock.Dispose();
        }
    }
}
