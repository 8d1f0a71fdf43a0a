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
        private Streamed? _next;
        private IDisposable? _owned;
        private bool _isClosed;

        public VendorStream Stream { get; } = stream;

        /// <summary>How many bytes of text the streams before it have said, where it goes on with an answer; default 0.</summary>
        public long BytesBefore { get; set; }

        /// <summary>Goes on with the answer where this stream breaks off; null where nobody does.</summary>
        public Func<Streamed, AttemptFailure, ValueTask<Streamed?>>? Onward { get; set; }

        public override Usage? Usage => Stream.Reading.Usage;

        /// <summary>What has to be done before the client is told that the answer is whole; null when nothing has.</summary>
        public Func<ValueTask>? BeforeEnd { get; set; }

        /// <summary>Watches the vendor's silence and the request's end.</summary>
        public AttemptClock Clock { get; } = clock;

        /// <summary>What the stream that goes on with this answer needs, lives as long as the answer.</summary>
        public bool Owns(IDisposable? owned)
        {
            _owned = owned;
            return true;
        }

        /// <summary>The stream that goes on where this one broke off; null when none does. It ends with this one.</summary>
        public async ValueTask<Streamed?> GoOnAsync(AttemptFailure failure)
        {
            if (Onward is not { } onward)
            {
                return null;
            }

            Close();
            _next = await onward(this, failure);
            if (_next is not null)
            {
                _next.Onward = onward;
            }

            return _next;
        }

        public override void Dispose()
        {
            _next?.Dispose();
            Close();
            base.Dispose();
            _owned?.Dispose();
        }

        private void Close()
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            Trace.Ended();
            Message.Dispose();
            Trace.StreamEnded(Stream.Reading.Usage);
            Stream.Dispose();
            Clock.Dispose();
        }
    }
}
