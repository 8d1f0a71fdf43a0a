using System.Buffers;
using Headgate.Llm.Chat;
using Headgate.Llm.Reranking;

namespace Headgate.Llm.Protocols;

/// <summary>The client's side of a protocol for reranking. Stateless and shared.</summary>
public interface IRerankIngress
{
    /// <summary>The protocol.</summary>
    WireProtocol Protocol { get; }

    /// <summary>Reads a request that has scanned as strict JSON. What the hub has no place for becomes an <see cref="Extra"/>.</summary>
    /// <exception cref="UnreadableException">A member that the protocol knows has a wrong type or value.</exception>
    RerankRequest DecodeRequest(ReadOnlyMemory<byte> body);

    /// <summary>Writes an answer; what it cannot say goes to the losses.</summary>
    void EncodeResponse(RerankResponse response, RerankRequest request, IBufferWriter<byte> output, LossList losses);
}
