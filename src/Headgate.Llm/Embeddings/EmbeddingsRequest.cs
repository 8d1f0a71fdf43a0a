using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Embeddings;

/// <summary>
/// A request for embeddings, in no vendor's words. Immutable. Bytes in it are slices of the body it was read from, and live as long.
/// </summary>
public sealed record EmbeddingsRequest
{
    /// <summary>The protocol the client speaks: whose paths a <see cref="Loss"/> is told in.</summary>
    public required WireProtocol Protocol { get; init; }

    /// <summary>The model asked for; null where the protocol has it in the path.</summary>
    public string? Model { get; init; }

    /// <summary>What is to be embedded, in order; at least one.</summary>
    public required ImmutableArray<EmbeddingInput> Inputs { get; init; }

    /// <summary>How many numbers a vector is to have; null = the model's default.</summary>
    public Given<long>? Dimensions { get; init; }

    /// <summary>What the vectors are for; null = not said.</summary>
    public Given<EmbeddingPurpose>? Purpose { get; init; }

    /// <summary>The title of the documents that the inputs are; null = not said.</summary>
    public Given<string>? Title { get; init; }

    /// <summary>How the client wants a vector written; default <see cref="VectorFormat.Numbers"/>.</summary>
    public VectorFormat Format { get; init; }

    /// <summary>Who uses the application, for the vendor's abuse detection; null = not said.</summary>
    public Given<string>? EndUser { get; init; }

    /// <summary>Members that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];

    /// <summary>The same request as several that have at most so many inputs each, in order; itself when it has no more.</summary>
    public IEnumerable<EmbeddingsRequest> InBatchesOf(int most) =>
        Inputs.Length <= most ? [this] : Inputs.Chunk(most).Select(batch => this with { Inputs = [.. batch] });
}
