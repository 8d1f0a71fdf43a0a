using Headgate.Llm.Embeddings;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>The inputs of vendors that embed nothing but text.</summary>
internal static class TextOnly
{
    /// <summary>The text, as a JSON string.</summary>
    /// <exception cref="UnreadableException">It is tokens: their numbers mean another text, or none, to every other model family.</exception>
    public static ReadOnlyMemory<byte> Of(EmbeddingInput input, string vendor) => input is EmbeddingInput.Text text
        ? text.Json
        : throw JsonWalk.Refuse(input.Place, $"holds tokens, which {vendor} cannot read; send text");
}
