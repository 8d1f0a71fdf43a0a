using System.Collections.Immutable;

namespace Headgate.Llm.Protocols;

/// <summary>Which protocol can be told in which: chats, embeddings and reranking, each among themselves and by way of their hub.</summary>
public static class Translations
{
    /// <summary>The best of a vendor's protocols that a client's can be translated into; null when there is none.</summary>
    /// <param name="client">The client's protocol.</param>
    /// <param name="spoken">The vendor's, best first.</param>
    public static WireProtocol? Best(WireProtocol client, ImmutableArray<WireProtocol> spoken)
    {
        // Whatever chats can be told how many tokens it would get: they are counted here.
        bool isCount = NativeProtocols.Get(client) is ITokenCount;
        bool isChat = isCount || ChatCodecs.IngressOf(client) is not null;
        bool isEmbeddings = EmbeddingsCodecs.IngressOf(client) is not null;
        bool isRerank = RerankCodecs.IngressOf(client) is not null;
        foreach (WireProtocol vendor in spoken)
        {
            if ((isCount && vendor == client)
                || (isChat && ChatCodecs.EgressOf(vendor) is not null)
                || (isEmbeddings && EmbeddingsCodecs.EgressOf(vendor) is not null)
                || (isRerank && RerankCodecs.EgressOf(vendor) is not null))
            {
                return vendor;
            }
        }

        return null;
    }
}
