using System.Buffers;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols.Anthropic;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>The vendor's side of Amazon Bedrock's Converse and ConverseStream.</summary>
internal sealed class ConverseEgress : IEgressCodec
{
    /// <inheritdoc />
    public WireProtocol Protocol => WireProtocol.BedrockConverse;

    /// <inheritdoc />
    public SentRequest EncodeRequest(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses) =>
        ConverseRequestEncoder.Encode(request, target, output, losses);

    /// <inheritdoc />
    public bool BindsThinking(string model) => ClaudeModels.Find(model).BindsThinking;

    /// <inheritdoc />
    public bool TakesPrefill(EgressTarget target) => ConverseModels.Find(target.Model) is { IsClaude: true, Model.TakesPrefill: true };

    /// <inheritdoc />
    public ChatResponse DecodeResponse(ReadOnlyMemory<byte> body, SentRequest sent) => ConverseResponseDecoder.Decode(body, sent);

    /// <inheritdoc />
    public IStreamDecoder DecodeStream(SentRequest sent) => new ConverseStreamDecoder(sent);
}
