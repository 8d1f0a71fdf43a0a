using System.Collections.Immutable;
using Headgate.Llm.Protocols.CohereEmbeddings;
using Headgate.Llm.Protocols.GeminiEmbeddings;
using Headgate.Llm.Protocols.OpenAIEmbeddings;

namespace Headgate.Llm.Protocols;

/// <summary>The protocols of embeddings that are translated into each other.</summary>
public static class EmbeddingsCodecs
{
    /// <summary>The clients' sides.</summary>
    public static ImmutableArray<IEmbeddingsIngress> Ingress { get; } = [new EmbeddingsCodec(), new GeminiEmbedCodec(), new GeminiEmbedContentCodec()];

    /// <summary>The vendors' sides.</summary>
    public static ImmutableArray<IEmbeddingsEgress> Egress { get; } = 
        [new EmbeddingsCodec(), new CohereEmbedCodec(), new GeminiEmbedCodec(), new VertexEmbedCodec()];

    /// <summary>The client's side of a protocol; null when it is not translated.</summary>
    public static IEmbeddingsIngress? IngressOf(WireProtocol protocol) => Ingress.FirstOrDefault(codec => codec.Protocol == protocol);

    /// <summary>The vendor's side of a protocol; null when it is not translated.</summary>
    public static IEmbeddingsEgress? EgressOf(WireProtocol protocol) => Egress.FirstOrDefault(codec => codec.Protocol == protocol);
}
