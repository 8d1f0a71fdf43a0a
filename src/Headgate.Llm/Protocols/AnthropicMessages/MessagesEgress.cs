using System.Buffers;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols.Anthropic;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>The vendor's side of <c>POST /v1/messages</c>.</summary>
internal sealed class MessagesEgress : IEgressCodec
{
    public WireProtocol Protocol => WireProtocol.AnthropicMessages;

    public SentRequest EncodeRequest(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses) =>
        MessagesRequestEncoder.Encode(request, target, output, losses);

    public bool BindsThinking(string model) => ClaudeModels.Find(model).BindsThinking;

    // Of models of other houses that are asked in this protocol, nobody says so.
    public bool TakesPrefill(EgressTarget target) =>
        target.Model.Contains("claude-", StringComparison.Ordinal) && ClaudeModels.Find(target.Model).TakesPrefill;

    public ChatResponse DecodeResponse(ReadOnlyMemory<byte> body, SentRequest sent) => MessagesResponseDecoder.Decode(body, sent);

    public IStreamDecoder DecodeStream(SentRequest sent) => new MessagesStreamDecoder(sent);
}
