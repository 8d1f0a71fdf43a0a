namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary>
/// How Google's models that embed differ: https://ai.google.dev/gemini-api/docs/embeddings and
/// https://docs.cloud.google.com/vertex-ai/generative-ai/docs/embeddings/get-text-embeddings, in excerpts, and by the client of @google/genai 3.1.0,
/// read 2026-11-23.
/// </summary>
internal static class EmbedModel
{
    private const string FirstGemini = "gemini-embedding-001";

    /// <summary>True for models that Vertex serves behind <c>:embedContent</c>, one input in a call.</summary>
    public static bool TakesContent(string model) => IsGemini(model) && model != FirstGemini;

    /// <summary>True for models that are told what vectors are for; later ones find it in the text.</summary>
    public static bool TakesTask(string model) => !TakesContent(model);

    /// <summary>True for models of the Gemini family.</summary>
    public static bool IsGemini(string model) => model.StartsWith("gemini-", StringComparison.Ordinal);
}
