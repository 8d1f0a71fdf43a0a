using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// <c>POST /v1/responses/compact</c>, which makes a long conversation short: https://platform.openai.com/docs/api-reference/responses/compact,
/// read 2026-11-23. Only who sealed the outcome can read it, so it is never translated.
/// </summary>
internal sealed class CompactProtocol : OpenAIProtocol
{
    public override WireProtocol Protocol => WireProtocol.OpenAICompact;

    public override string Name => "compact";

    public override string UpstreamPath(string model, bool isStream) => "responses/compact";

    public override bool NamesItems => true;

    public override bool CanStream => false;

    public override bool IsStream(JsonScan request) => false;

    public override bool IsStored(JsonScan request) => true;

    // How short it becomes is the vendor's to say.
    public override long? OutputBound(JsonScan request) => null;

    public override GatewayError? Check(JsonScan request) =>
        RequestChecks.Model(request) ?? (RequestChecks.IsGiven(request, "input"u8, out _) ? RequestChecks.Text(request, "input") : null);

    public override StreamReading OpenStream() => throw new InvalidOperationException("A compaction does not stream.");

    protected override ReadOnlySpan<byte> Answer => "output"u8;

    protected override ReplyReading Read(ref JsonCursor reply) => ResponseObject.Read(ref reply).ToReading();
}
