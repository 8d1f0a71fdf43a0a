using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;

namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary>What an answer has behind its vectors: https://ai.google.dev/api/embeddings, read 2026-11-23.</summary>
internal static class EmbedUsage
{
    /// <summary>Writes it as members of the open object, where the vendor told it.</summary>
    public static void Write(Utf8JsonWriter json, EmbeddingsResponse response, LossList losses)
    {
        losses.Add(response.Extras, EmbedTask.NoCounterpart);
        if (response.Usage?.Input is { } tokens)
        {
            json.WriteStartObject("usageMetadata"u8);
            json.WriteNumber("promptTokenCount"u8, tokens);
            json.WriteEndObject();
        }
    }
}
