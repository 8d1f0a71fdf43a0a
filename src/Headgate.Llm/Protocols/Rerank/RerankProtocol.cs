using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.Rerank;

/// <summary><c>POST /v1/rerank</c>: https://docs.cohere.com/reference/rerank, read 2026-11-23.</summary>
internal sealed class RerankProtocol : OpenAIProtocol
{
    public override WireProtocol Protocol => WireProtocol.Rerank;

    public override string Name => "rerank";

    public override string UpstreamPath(string model, bool isStream) => "rerank";

    protected override ReadOnlySpan<byte> Answer => "results"u8;

    public override GatewayError? Check(JsonScan request) => RequestChecks.Model(request) ?? RequestChecks.Text(request, "documents");

    public override bool CanStream => false;

    public override bool IsStream(JsonScan request) => false;

    public override StreamReading OpenStream() => throw new InvalidOperationException("Reranking does not stream.");

    protected override ReplyReading Read(ref JsonCursor reply) => BilledReply.Read(ref reply, Answer, JsonTokenType.StartArray);
}
