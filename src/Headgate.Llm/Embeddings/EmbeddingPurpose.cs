namespace Headgate.Llm.Embeddings;

/// <summary>What vectors are for, where a model embeds differently for it.</summary>
public enum EmbeddingPurpose
{
    /// <summary>To be found by a query.</summary>
    Document,

    /// <summary>To find documents.</summary>
    Query,

    /// <summary>To find documents that answer a question.</summary>
    Question,

    /// <summary>To find documents that bear a statement out or refute it.</summary>
    Statement,

    /// <summary>To find code.</summary>
    CodeQuery,

    /// <summary>To be compared with each other.</summary>
    Similarity,

    /// <summary>To be sorted into classes.</summary>
    Classification,

    /// <summary>To be grouped.</summary>
    Clustering,
}
