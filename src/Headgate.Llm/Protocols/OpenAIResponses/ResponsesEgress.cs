using System.Buffers;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>The vendor's side of <c>POST /v1/responses</c>.</summary>
internal sealed class ResponsesEgress : IEgressCodec
{
    /// <inheritdoc />
    public WireProtocol Protocol => WireProtocol.OpenAIResponses;

    /// <inheritdoc />
    public SentRequest EncodeRequest(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses) =>
        ResponsesRequestEncoder.Encode(request, target, output, losses);

    /// <inheritdoc />
    public ChatResponse DecodeResponse(ReadOnlyMemory<byte> body, SentRequest sent) => ResponsesResponseDecoder.Decode(body, sent);

    /// <inheritdoc />
    public IStreamDecoder DecodeStream(SentRequest sent) => new ResponsesStreamDecoder(sent);
}
