using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Embeddings;

/// <summary>Embeddings, in no vendor's words. Immutable; bytes in it are slices of the body it was read from.</summary>
public sealed record EmbeddingsResponse
{
    /// <summary>The protocol it came in: whose paths a <see cref="Loss"/> is told in.</summary>
    public required WireProtocol Protocol { get; init; }

    /// <summary>The model that answered, as the vendor names it; null when it did not say.</summary>
    public string? Model { get; init; }

    /// <summary>One vector for each input, in the inputs' order.</summary>
    public required ImmutableArray<EmbeddingVector> Vectors { get; init; }

    /// <summary>What was used; null when the vendor did not say.</summary>
    public Usage? Usage { get; init; }

    /// <summary>Members that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];

    /// <summary>The same in memory of its own, for when the body goes.</summary>
    public EmbeddingsResponse Kept() => this with
    {
        Vectors = [.. Vectors.Select(vector => vector with { Json = vector.Json.ToArray() })],
        Extras = [.. Extras.Select(extra => extra with { Json = extra.Json.ToArray() })],
    };

    /// <summary>The answer to a request of which this one answers the first inputs and <paramref name="next"/> those behind them.</summary>
    public EmbeddingsResponse Then(EmbeddingsResponse next) => next with
    {
        Vectors = [.. Vectors, .. next.Vectors],
        Usage = Usage.Of(Usage, next.Usage),
        Extras = [.. Extras.Concat(next.Extras).DistinctBy(extra => extra.Place.ToString())],
    };
}
