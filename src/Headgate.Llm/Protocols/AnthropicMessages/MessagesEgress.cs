using System.Buffers;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>The vendor's side of <c>POST /v1/messages</c>.</summary>
internal sealed class MessagesEgress : IEgressCodec
{
    public WireProtocol Protocol => WireProtocol.AnthropicMessages;

    public SentRequest EncodeRequest(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses) =>
        MessagesRequestEncoder.Encode(request, target, output, losses);

    public ChatResponse DecodeResponse(ReadOnlyMemory<byte> body, SentRequest sent) => MessagesResponseDecoder.Decode(body, sent);

    public IStreamDecoder DecodeStream(SentRequest sent) => new MessagesStreamDecoder(sent);
}
