namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary><c>POST /v1beta/models/{model}:batchEmbedContents</c>: https://ai.google.dev/api/embeddings, read 2026-11-23.</summary>
internal sealed class GeminiEmbedProtocol : GoogleEmbedProtocol
{
    public override WireProtocol Protocol => WireProtocol.GeminiEmbed;

    public override string Name => "gemini_embed";

    public override string UpstreamPath(string model, bool isStream) => $"models/{Uri.EscapeDataString(model)}:batchEmbedContents";
}
