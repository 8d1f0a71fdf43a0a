using System.Buffers;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OllamaChat;

/// <summary>The vendor's side of Ollama's <c>POST /api/chat</c>.</summary>
internal sealed class OllamaEgress : IEgressCodec
{
    /// <inheritdoc />
    public WireProtocol Protocol => WireProtocol.OllamaChat;

    /// <inheritdoc />
    public SentRequest EncodeRequest(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses) =>
        OllamaRequestEncoder.Encode(request, target, output, losses);

    /// <inheritdoc />
    public ChatResponse DecodeResponse(ReadOnlyMemory<byte> body, SentRequest sent) => OllamaResponseDecoder.Decode(body, sent);

    /// <inheritdoc />
    public IStreamDecoder DecodeStream(SentRequest sent) => new OllamaStreamDecoder(sent);
}
