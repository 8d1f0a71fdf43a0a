using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.CohereEmbeddings;

/// <summary><c>POST /v2/embed</c>: https://docs.cohere.com/reference/embed, read 2026-11-23.</summary>
internal sealed class CohereEmbedProtocol : OpenAIProtocol
{
    public override WireProtocol Protocol => WireProtocol.CohereEmbed;

    public override string Name => "cohere_embed";

    public override string UpstreamPath(string model, bool isStream) => "embed";

    protected override ReadOnlySpan<byte> Answer => "embeddings"u8;

    public override GatewayError? Check(JsonScan request) => RequestChecks.Model(request) ?? RequestChecks.Text(request, "texts");

    public override bool CanStream => false;

    public override bool IsStream(JsonScan request) => false;

    public override StreamReading OpenStream() => throw new InvalidOperationException("Embeddings do not stream.");

    protected override ReplyReading Read(ref JsonCursor reply) => BilledReply.Read(ref reply, Answer, JsonTokenType.StartObject);
}
