using System.Collections.Immutable;
using Headgate.Llm.Protocols.Rerank;
using Headgate.Llm.Protocols.VoyageRerank;

namespace Headgate.Llm.Protocols;

/// <summary>The protocols of reranking that are translated into each other.</summary>
public static class RerankCodecs
{
    /// <summary>The clients' sides.</summary>
    public static ImmutableArray<IRerankIngress> Ingress { get; } = [new RerankCodec()];

    /// <summary>The vendors' sides.</summary>
    public static ImmutableArray<IRerankEgress> Egress { get; } = [new RerankCodec(), new VoyageRerankCodec()];

    /// <summary>The client's side of a protocol; null when it is not translated.</summary>
    public static IRerankIngress? IngressOf(WireProtocol protocol) => Ingress.FirstOrDefault(codec => codec.Protocol == protocol);

    /// <summary>The vendor's side of a protocol; null when it is not translated.</summary>
    public static IRerankEgress? EgressOf(WireProtocol protocol) => Egress.FirstOrDefault(codec => codec.Protocol == protocol);
}
