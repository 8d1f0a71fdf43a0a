using System.Buffers;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>The vendor's side of <c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatEgress : IEgressCodec
{
    /// <inheritdoc />
    public WireProtocol Protocol => WireProtocol.OpenAIChat;

    /// <inheritdoc />
    public SentRequest EncodeRequest(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses) =>
        ChatRequestEncoder.Encode(request, target, output, losses);

    /// <inheritdoc />
    public bool TakesPrefill(EgressTarget target) => target.Vendor.PrefillMark is not null;

    /// <inheritdoc />
    public ChatResponse DecodeResponse(ReadOnlyMemory<byte> body, SentRequest sent) => ChatResponseDecoder.Decode(body, sent);

    /// <inheritdoc />
    public IStreamDecoder DecodeStream(SentRequest sent) => new ChatStreamDecoder(sent);
}
