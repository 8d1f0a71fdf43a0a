using System.Collections.Immutable;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Embeddings;

/// <summary>One thing to embed.</summary>
/// <param name="Place">Where it stood.</param>
public abstract record EmbeddingInput(JsonPlace Place)
{
    /// <summary>Members of it that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];

    /// <summary>A text.</summary>
    /// <param name="Json">The text as the JSON string it stood in, quotes and escapes included.</param>
    /// <param name="Place">Where it stood.</param>
    public sealed record Text(ReadOnlyMemory<byte> Json, JsonPlace Place) : EmbeddingInput(Place);

    /// <summary>The numbers of a text's tokens, which mean something to one model family only.</summary>
    /// <param name="Json">The JSON array they stood in.</param>
    /// <param name="Place">Where it stood.</param>
    public sealed record Tokens(ReadOnlyMemory<byte> Json, JsonPlace Place) : EmbeddingInput(Place);
}
