using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.VoyageRerank;

/// <summary><c>POST /v1/rerank</c> of Voyage: https://docs.voyageai.com/reference/reranker-api, read 2026-11-23.</summary>
internal sealed class VoyageRerankProtocol : OpenAIProtocol
{
    public override WireProtocol Protocol => WireProtocol.VoyageRerank;

    public override string Name => "voyage_rerank";

    public override string UpstreamPath(string model, bool isStream) => "rerank";

    protected override ReadOnlySpan<byte> Answer => "data"u8;

    public override GatewayError? Check(JsonScan request) => RequestChecks.Model(request) ?? RequestChecks.Text(request, "documents");

    public override bool CanStream => false;

    public override bool IsStream(JsonScan request) => false;

    public override StreamReading OpenStream() => throw new InvalidOperationException("Reranking does not stream.");

    protected override ReplyReading Read(ref JsonCursor reply) => BilledReply.Read(ref reply, Answer, JsonTokenType.StartArray);
}
