using System.Buffers;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols;

/// <summary>The vendor's side of a chat protocol: writes the hub's requests in its shapes and reads its answers. Stateless and shared.</summary>
public interface IEgressCodec
{
    /// <summary>The protocol.</summary>
    WireProtocol Protocol { get; }

    /// <summary>
    /// Writes a request for a target. Each leaf of it either arrives there, is emulated by other means, or is named in the losses.
    /// The same conversation with a further turn is written with the same beginning, so that the vendor's prompt cache holds.
    /// </summary>
    /// <returns>What reading the answer needs to know of it.</returns>
    SentRequest EncodeRequest(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses);

    /// <summary>
    /// True when a model refuses its signed thinking where anything before it, other thinking included, is no longer as it was; default false.
    /// </summary>
    /// <param name="model">The vendor's name of the model.</param>
    bool BindsThinking(string model) => false;

    /// <summary>True when the model is known to go on with the beginning of an answer (<see cref="ChatRequest.ContinuesAnswer"/>); default false.</summary>
    bool TakesPrefill(EgressTarget target) => false;

    /// <summary>Reads a whole answer. What the hub has no place for becomes an <see cref="Extra"/>.</summary>
    /// <exception cref="UnreadableException">It is not what the protocol says.</exception>
    ChatResponse DecodeResponse(ReadOnlyMemory<byte> body, SentRequest sent);

    /// <summary>A reader for one streamed answer.</summary>
    IStreamDecoder DecodeStream(SentRequest sent);
}
