using System.Collections.Immutable;
using Headgate.Llm.Protocols.AnthropicMessages;
using Headgate.Llm.Protocols.BedrockConverse;
using Headgate.Llm.Protocols.GeminiGenerateContent;
using Headgate.Llm.Protocols.OllamaChat;
using Headgate.Llm.Protocols.OpenAIChat;
using Headgate.Llm.Protocols.OpenAIResponses;

namespace Headgate.Llm.Protocols;

/// <summary>The chat protocols that are translated into each other: each to and from the hub, never pairwise.</summary>
public static class ChatCodecs
{
    /// <summary>The clients' sides.</summary>
    public static ImmutableArray<IIngressCodec> Ingress { get; } =
        [new ChatIngress(), new MessagesIngress(), new ResponsesIngress(), new GeminiIngress()];

    /// <summary>The vendors' sides.</summary>
    public static ImmutableArray<IEgressCodec> Egress { get; } =
        [new ChatEgress(), new MessagesEgress(), new ConverseEgress(), new OllamaEgress(), new ResponsesEgress(), new GeminiEgress()];

    /// <summary>The client's side of a protocol; null when it is not translated.</summary>
    public static IIngressCodec? IngressOf(WireProtocol protocol) => Ingress.FirstOrDefault(codec => codec.Protocol == protocol);

    /// <summary>The vendor's side of a protocol; null when it is not translated.</summary>
    public static IEgressCodec? EgressOf(WireProtocol protocol) => Egress.FirstOrDefault(codec => codec.Protocol == protocol);
}
