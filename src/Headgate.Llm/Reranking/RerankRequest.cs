using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Reranking;

/// <summary>
/// A request to order documents by how well they answer a query, in no vendor's words. Immutable; bytes in it are slices of the body it was read
/// from, and live as long.
/// </summary>
public sealed record RerankRequest
{
    /// <summary>The protocol the client speaks: whose paths a <see cref="Loss"/> is told in.</summary>
    public required WireProtocol Protocol { get; init; }

    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The query, as the JSON string it stood in.</summary>
    public required ReadOnlyMemory<byte> Query { get; init; }

    /// <summary>The documents' texts, each as the JSON string it stood in; at least one.</summary>
    public required ImmutableArray<ReadOnlyMemory<byte>> Documents { get; init; }

    /// <summary>How many of the best are wanted; null = all.</summary>
    public Given<long>? Count { get; init; }

    /// <summary>True = the answer holds the documents' texts; null = the vendor's default.</summary>
    public Given<bool>? ReturnsDocuments { get; init; }

    /// <summary>Where a long document is cut, tokens; null = the vendor's default.</summary>
    public Given<long>? MaxTokensPerDocument { get; init; }

    /// <summary>Members that only their own protocol knows, also of documents; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];
}
