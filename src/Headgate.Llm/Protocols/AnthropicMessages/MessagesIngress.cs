using System.Buffers;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>The client's side of <c>POST /v1/messages</c>.</summary>
internal sealed class MessagesIngress : IIngressCodec
{
    public WireProtocol Protocol => WireProtocol.AnthropicMessages;

    public ChatRequest DecodeRequest(ReadOnlyMemory<byte> body) => MessagesRequestDecoder.Decode(body);

    public void EncodeResponse(ChatResponse response, ChatRequest request, IBufferWriter<byte> output, LossList losses) =>
        MessagesResponseEncoder.Encode(response, request, output, losses);

    public IStreamEncoder EncodeStream(ChatRequest request, LossList losses) => new MessagesStreamEncoder(request, losses);
}
