using System.Buffers;

namespace Headgate.Llm.Protocols;

/// <summary>A protocol that asks how many tokens a chat has, as far as it takes to answer without a vendor. Stateless and shared.</summary>
public interface ITokenCount
{
    /// <summary>The protocol of the chat.</summary>
    WireProtocol Chat { get; }

    /// <summary>The chat's own body.</summary>
    /// <param name="body">The request's, which has passed its check.</param>
    ReadOnlyMemory<byte> ChatIn(ReadOnlyMemory<byte> body);

    /// <summary>Writes the answer.</summary>
    void WriteAnswer(long tokens, IBufferWriter<byte> output);
}
