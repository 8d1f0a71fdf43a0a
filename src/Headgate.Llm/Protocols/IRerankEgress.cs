using System.Buffers;
using Headgate.Llm.Chat;
using Headgate.Llm.Reranking;

namespace Headgate.Llm.Protocols;

/// <summary>The vendor's side of a protocol for reranking. Stateless and shared.</summary>
public interface IRerankEgress
{
    /// <summary>The protocol.</summary>
    WireProtocol Protocol { get; }

    /// <summary>Writes a request for a target. Each leaf of it either arrives there or is named in the losses.</summary>
    void EncodeRequest(RerankRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses);

    /// <summary>Reads an answer. What the hub has no place for becomes an <see cref="Extra"/>.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="documents">How many documents were sent.</param>
    /// <exception cref="UnreadableException">It is not what the protocol says, or ranks a document that was not sent.</exception>
    RerankResponse DecodeResponse(ReadOnlyMemory<byte> body, int documents);
}
