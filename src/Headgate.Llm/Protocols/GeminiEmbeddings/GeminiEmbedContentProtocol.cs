using System.Collections.Immutable;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;

namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary><c>POST /v1beta/models/{model}:embedContent</c>: https://ai.google.dev/api/embeddings, read 2026-11-23.</summary>
internal sealed class GeminiEmbedContentProtocol : GoogleEmbedProtocol
{
    public override WireProtocol Protocol => WireProtocol.GeminiEmbedContent;

    public override string Name => "gemini_embed_content";

    public override string UpstreamPath(string model, bool isStream) => $"models/{Uri.EscapeDataString(model)}:embedContent";

    public override GatewayError? Check(JsonScan request) =>
        RequestChecks.IsGiven(request, "content"u8, out _) ? null : RequestChecks.Refuse("$.content", "is missing; send what is to be embedded");

    public override ImmutableArray<MemberEdit> Rename(JsonScan request, string model) => GeminiModelName.Rename(request, model);
}
