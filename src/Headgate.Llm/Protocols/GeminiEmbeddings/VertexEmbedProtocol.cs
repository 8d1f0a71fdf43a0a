namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary>
/// Vertex AI's embeddings, below <c>publishers/google</c>: <c>:predict</c> for texts, and <c>:embedContent</c> for the models since, by the client
/// of @google/genai 3.1.0, read 2026-11-23.
/// </summary>
internal sealed class VertexEmbedProtocol : GoogleEmbedProtocol
{
    public override WireProtocol Protocol => WireProtocol.VertexEmbed;

    public override string Name => "vertex_embed";

    public override string UpstreamPath(string model, bool isStream) =>
        $"models/{Uri.EscapeDataString(model)}:{(EmbedModel.TakesContent(model) ? "embedContent" : "predict")}";
}
