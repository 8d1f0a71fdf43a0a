using System.Buffers;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;

namespace Headgate.Llm.Protocols;

/// <summary>The vendor's side of a protocol for embeddings. Stateless and shared.</summary>
public interface IEmbeddingsEgress
{
    /// <summary>The protocol.</summary>
    WireProtocol Protocol { get; }

    /// <summary>The most inputs of one call; a request that has more is told in several.</summary>
    int MostInputs(EgressTarget target) => target.Vendor.MostInputs ?? int.MaxValue;

    /// <summary>
    /// Writes a request for a target. Each leaf of it either arrives there or is named in the losses; an input that cannot be embedded there at
    /// all is an error, for an answer with a vector less would be taken for one of another text.
    /// </summary>
    /// <exception cref="UnreadableException">An input cannot be told to the vendor.</exception>
    void EncodeRequest(EmbeddingsRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses);

    /// <summary>Reads an answer. What the hub has no place for becomes an <see cref="Extra"/>.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="inputs">How many vectors there must be.</param>
    /// <exception cref="UnreadableException">It is not what the protocol says, or has not one vector for each input.</exception>
    EmbeddingsResponse DecodeResponse(ReadOnlyMemory<byte> body, int inputs);
}
