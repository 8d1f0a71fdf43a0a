using System.Buffers;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>The client's side of <c>POST /v1/responses</c>.</summary>
internal sealed class ResponsesIngress : IIngressCodec
{
    /// <inheritdoc />
    public WireProtocol Protocol => WireProtocol.OpenAIResponses;

    /// <inheritdoc />
    public ChatRequest DecodeRequest(ReadOnlyMemory<byte> body) => ResponsesRequestDecoder.Decode(body);

    /// <inheritdoc />
    public void EncodeResponse(ChatResponse response, ChatRequest request, IBufferWriter<byte> output, LossList losses) =>
        ResponsesResponseEncoder.Encode(response, request, output, losses);

    /// <inheritdoc />
    public IReadOnlyList<AnswerItem> ItemsOf(ReadOnlyMemory<byte> answer) => AnswerItems.Of(answer);

    /// <inheritdoc />
    public IStreamEncoder EncodeStream(ChatRequest request, LossList losses) => new ResponsesStreamEncoder(request, losses);
}
