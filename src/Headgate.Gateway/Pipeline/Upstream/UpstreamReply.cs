using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>A call that answers: whole, or a stream whose first content has come.</summary>
internal abstract class UpstreamReply(AttemptTrace trace, HttpResponseMessage message) : IDisposable
{
    public AttemptTrace Trace { get; } = trace;

    public HttpResponseMessage Message { get; } = message;

    /// <summary>What was used, as far as the vendor has said.</summary>
    public abstract Usage? Usage { get; }

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

        public override Usage? Usage => Reading.Usage;

        /// <summary>True when the body is no longer the vendor's own.</summary>
        public bool IsTranslated { get; init; }

        public string ContentType => IsTranslated ? "application/json" : HeaderPolicy.ContentTypeBack(Message.Content.Headers);

        public override void Dispose()
        {
            Body.Dispose();
            base.Dispose();
        }
    }

    /// <summary>A stream from its first content on: what came until then is held.</summary>
    internal sealed class Streamed(AttemptTrace trace, HttpResponseMessage message, VendorStream stream, AttemptClock clock) : UpstreamReply(trace, message)
    {
        public VendorStream Stream { get; } = stream;

        public override Usage? Usage => Stream.Reading.Usage;

        /// <summary>What has to be done before the client is told that the answer is whole; null when nothing has.</summary>
        public Func<ValueTask>? BeforeEnd { get; set; }

        /// <summary>Watches the vendor's silence and the request's end.</summary>
        public AttemptClock Clock { get; } = clock;

        public override void Dispose()
        {
            base.Dispose();
            Trace.StreamEnded(Stream.Reading.Usage);
            Stream.Dispose();
            Clock.Dispose();
        }
    }
}
