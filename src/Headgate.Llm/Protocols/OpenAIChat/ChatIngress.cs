using System.Buffers;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>The client's side of <c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatIngress : IIngressCodec
{
    /// <inheritdoc />
    public WireProtocol Protocol => WireProtocol.OpenAIChat;

    /// <inheritdoc />
    public ChatRequest DecodeRequest(ReadOnlyMemory<byte> body) => ChatRequestDecoder.Decode(body);

    /// <summary>With the prefix: what a vendor of this protocol calls an answer is written as it came.</summary>
    public string OwnId(string stem) => AnswerId.Chat + stem;

    /// <summary>Not a client that speaks of functions: it has no ids.</summary>
    public bool GivesBackOnlyCalls(ChatRequest request) => !ChatPaths.SpeaksOfFunctions(request);

    /// <inheritdoc />
    public void EncodeResponse(ChatResponse response, ChatRequest request, IBufferWriter<byte> output, LossList losses) =>
        ChatResponseEncoder.Encode(response, request, output, losses);

    /// <inheritdoc />
    public IStreamEncoder EncodeStream(ChatRequest request, LossList losses) => new ChatStreamEncoder(request, losses);
}
