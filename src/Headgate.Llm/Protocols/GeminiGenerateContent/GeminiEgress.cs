using System.Buffers;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>The vendor's side of <c>generateContent</c> and <c>streamGenerateContent</c>.</summary>
internal sealed class GeminiEgress : IEgressCodec
{
    public WireProtocol Protocol => WireProtocol.GeminiGenerateContent;

    public SentRequest EncodeRequest(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses) =>
        GeminiRequestEncoder.Encode(request, target, output, losses);

    public ChatResponse DecodeResponse(ReadOnlyMemory<byte> body, SentRequest sent) => GeminiResponseDecoder.Decode(body, sent);

    public IStreamDecoder DecodeStream(SentRequest sent) => new GeminiStreamDecoder(sent);
}
