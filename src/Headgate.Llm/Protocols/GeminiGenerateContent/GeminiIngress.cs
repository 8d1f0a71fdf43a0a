using System.Buffers;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>The client's side of <c>generateContent</c> and <c>streamGenerateContent</c>.</summary>
internal sealed class GeminiIngress : IIngressCodec
{
    public WireProtocol Protocol => WireProtocol.GeminiGenerateContent;

    public ChatRequest DecodeRequest(ReadOnlyMemory<byte> body) => GeminiRequestDecoder.Decode(body);

    public void EncodeResponse(ChatResponse response, ChatRequest request, IBufferWriter<byte> output, LossList losses) =>
        GeminiResponseEncoder.Encode(response, request, output, losses);

    public IStreamEncoder EncodeStream(ChatRequest request, LossList losses) => new GeminiStreamEncoder(request, losses);
}
