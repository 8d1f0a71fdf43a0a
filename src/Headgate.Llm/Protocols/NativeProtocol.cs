using System.Buffers;
using System.Collections.Immutable;
using Headgate.Llm.Framing;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols;

/// <summary>
/// What the native lane knows of a wire protocol: enough to check, route, meter and fail a call in its own terms,
/// while the client's bytes go up and the vendor's bytes come back unchanged. Stateless and shared.
/// </summary>
public abstract class NativeProtocol
{
    /// <summary>The protocol described.</summary>
    public abstract WireProtocol Protocol { get; }

    /// <summary>
    /// The name used in config (<c>protocols: [chat]</c>), records and metrics: chat, completions, responses, input_tokens, compact, embeddings,
    /// messages, count_tokens, rerank, voyage_rerank, cohere_embed, bedrock, ollama, gemini, gemini_embed, gemini_embed_content,
    /// gemini_count_tokens, vertex_embed, and for what passes verbatim moderations, images, audio, files, batches, realtime, passthrough.
    /// </summary>
    public abstract string Name { get; }

    /// <summary>The error shape of its clients.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>The path below a provider's base URL, without a leading slash, with a query where the protocol has one: <c>chat/completions</c>.</summary>
    /// <param name="model">The vendor's name of the model, for protocols that have it in the path.</param>
    /// <param name="isStream">True when the answer is to be streamed, for protocols that say so in the path.</param>
    public abstract string UpstreamPath(string model, bool isStream);

    /// <summary>What is wrong with a request that scans as JSON, as far as the gateway itself relies on it; null when nothing is.</summary>
    public abstract GatewayError? Check(JsonScan request);

    /// <summary>True when a request has its model, and whether it asks for a stream, in the path and not in the body; default false.</summary>
    public virtual bool IsNamedInPath => false;

    /// <summary>
    /// For protocols that have the model in the path: what to set where the body says it once more and means another than the target; none by default.
    /// </summary>
    /// <param name="request">The body.</param>
    /// <param name="model">The vendor's name of the model.</param>
    public virtual ImmutableArray<MemberEdit> Rename(JsonScan request, string model) => [];

    /// <summary>False for protocols without streams; default true.</summary>
    public virtual bool CanStream => true;

    /// <summary>True when vendors charge nothing for its calls; default false.</summary>
    public virtual bool IsFree => false;

    /// <summary>True when its bodies consist of items, which a vendor may know by their ids alone; default false.</summary>
    public virtual bool NamesItems => false;

    /// <summary>True when the vendor keeps what it answers, so that later requests may name it by its id; default false.</summary>
    public virtual bool IsStored(JsonScan request) => false;

    /// <summary>The model that is meant where a request may leave it out; null where it may not.</summary>
    public virtual string? UsualModel => null;

    /// <summary>True when the protocol streams and the request asks for it.</summary>
    public abstract bool IsStream(JsonScan request);

    /// <summary>
    /// The most tokens that all answers to a request may have together, thinking included; null when it leaves that open. Zero where nothing is
    /// generated.
    /// </summary>
    public virtual long? OutputBound(JsonScan request) => 0;

    /// <summary>How many answers a request asks for, of which each has its own bound; at least 1.</summary>
    public virtual long Answers(JsonScan request) => 1;

    /// <summary>
    /// The most tokens that answers have together, of which each may have so many. Null where that is left open, and below 1 it is: some vendors take
    /// 0 or -1 for "as many as you like".
    /// </summary>
    protected static long? Together(long? each, long answers)
    {
        const long MoreThanAnyAnswerHas = 1_000_000_000_000; // so that no price makes an amount of it that cannot be counted
        return each > 0 ? (long)Int128.Min((Int128)each.Value * answers, MoreThanAnyAnswerHas) : null;
    }

    /// <summary>What a request says of how many answers it wants, as a number to count with; 1 where it says nothing of use.</summary>
    protected static long Some(long? answers) => Math.Clamp(answers ?? 1, 1, int.MaxValue);

    /// <summary>The JSON path at which a request bounds each answer: <c>$.max_tokens</c>; null where nothing is generated, or nothing bounds it.</summary>
    public virtual string? BoundPath => null;

    /// <summary>The edit that bounds each answer of a request that does not do so itself. Only where there is a <see cref="BoundPath"/>.</summary>
    /// <param name="request">The body.</param>
    /// <param name="tokens">The most tokens of an answer.</param>
    /// <param name="vendor">Who is called: some know the bound by another name.</param>
    public virtual MemberEdit Bound(JsonScan request, long tokens, VendorRow vendor) => MemberEdit.SetNumber(BoundPath![2..], tokens);

    /// <summary>
    /// True when usage arrives in a stream only if asked for by <c>stream_options.include_usage</c>, and this request did not ask:
    /// the gateway then asks for itself, on vendors that take it, and hides the extra event from the client.
    /// </summary>
    public abstract bool UsageMustBeAskedFor(JsonScan request);

    /// <summary>
    /// True when the conversation went through a vendor of another protocol and would be refused as it stands: it holds thinking that no vendor of
    /// this one has signed, or lacks the thinking that one of them wants back. Such a request cannot go up as it is.
    /// </summary>
    public virtual bool WasElsewhere(JsonScan request) => false;

    /// <summary>
    /// False when a vendor that speaks the protocol would not understand this request of it; it is then written anew for that vendor.
    /// </summary>
    public virtual bool Suits(VendorRow vendor, JsonScan request) => true;

    /// <summary>The member of a whole reply that holds what a model said; empty where nothing is generated.</summary>
    protected virtual ReadOnlySpan<byte> AnswerMember => default;

    /// <summary>
    /// What a whole reply that <see cref="ReadReply"/> found sound says, for the case that its vendor does not tell what was used; null where nothing
    /// is generated.
    /// </summary>
    public ProducedText? Said(ReadOnlySpan<byte> body) => AnswerMember.IsEmpty ? null : AnswerText.Of(body, AnswerMember);

    /// <summary>Reads a whole successful reply: is it JSON, what was used, which id did the vendor give. The bytes are not kept.</summary>
    public abstract ReplyReading ReadReply(ReadOnlySpan<byte> body);

    /// <summary>A reader for one stream's events. It holds what it has seen and is not shared.</summary>
    public abstract StreamReading OpenStream();

    /// <summary>What tells one event of a stream from the next; server-sent events, unless the protocol has framing of its own.</summary>
    public virtual IEventBuffer OpenFraming(int maxEventBytes) => new SseBuffer(maxEventBytes);

    /// <summary>Writes an event that keeps the connection alive and means nothing to the client.</summary>
    public abstract void WriteKeepAlive(IBufferWriter<byte> output);

    /// <summary>
    /// Writes a failure as the protocol's in-band error event, whole and ended, for a stream whose last seen state is given (null before
    /// any event).
    /// </summary>
    public abstract void WriteStreamError(GatewayError error, string requestId, StreamReading? seen, IBufferWriter<byte> output);
}
