using System.Buffers;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// <c>POST /v1beta/models/{model}:generateContent</c> and <c>:streamGenerateContent</c>, which have the model and the wish for a stream in the
/// path: https://ai.google.dev/api/generate-content, by the types of @google/genai 3.1.0, read 2026-11-22.
/// </summary>
internal sealed class GeminiProtocol : NativeProtocol
{
    /// <summary>The members that only this protocol knows.</summary>
    internal static OwnExtras Extras { get; } = new(WireProtocol.GeminiGenerateContent, "Gemini has no such member");

    public override WireProtocol Protocol => WireProtocol.GeminiGenerateContent;

    public override string Name => "gemini";

    public override Dialect Dialect => Dialect.Gemini;

    public override bool IsNamedInPath => true;

    public override string UpstreamPath(string model, bool isStream) =>
        $"models/{Uri.EscapeDataString(model)}:{(isStream ? "streamGenerateContent?alt=sse" : "generateContent")}";

    public override GatewayError? Check(JsonScan request) => RequestChecks.Contents(request);

    public override bool IsStream(JsonScan request) => false;

    public override long? OutputBound(JsonScan request) =>
        BoundIn(request, "generationConfig"u8) ?? BoundIn(request, "generation_config"u8);

    private static long? BoundIn(JsonScan request, ReadOnlySpan<byte> config) =>
        Together(request.GetCount(config, "maxOutputTokens"u8) ?? request.GetCount(config, "max_output_tokens"u8), AnswersIn(request, config));

    public override long Answers(JsonScan request) =>
        Math.Max(AnswersIn(request, "generationConfig"u8), AnswersIn(request, "generation_config"u8));

    private static long AnswersIn(JsonScan request, ReadOnlySpan<byte> config) =>
        Some(request.GetCount(config, "candidateCount"u8) ?? request.GetCount(config, "candidate_count"u8));

    public override string BoundPath => "$.generationConfig.maxOutputTokens";

    public override MemberEdit Bound(JsonScan request, long tokens, VendorRow vendor)
    {
        string name = request.TryGet("generation_config"u8, out _) ? "generation_config" : "generationConfig";
        return MemberEdit.Within(name, MemberEdit.SetNumber("maxOutputTokens", tokens), request);
    }

    public override bool UsageMustBeAskedFor(JsonScan request) => false;

    public override bool WasElsewhere(JsonScan request) => GeminiSignature.IsForeignIn(request.Bytes.Span);

    protected override ReadOnlySpan<byte> AnswerMember => "candidates"u8;

    public override ReplyReading ReadReply(ReadOnlySpan<byte> body)
    {
        GeminiStreamReader reader = new();
        StreamEventKind kind = reader.Read(body);
        return new ReplyReading(kind is StreamEventKind.Content or StreamEventKind.Finish && reader.IsComplete, reader.Usage, reader.ResponseId)
        {
            ServiceTier = reader.ServiceTier,
        };
    }

    public override StreamReading OpenStream() => new GeminiStreamReader();

    // Its clients take every event for a chunk of the answer.
    public override void WriteKeepAlive(IBufferWriter<byte> output)
    {
    }

    public override void WriteStreamError(GatewayError error, string requestId, StreamReading? seen, IBufferWriter<byte> output)
    {
        output.Write("data: "u8);
        ErrorTable.Write(error, Dialect.Gemini, requestId, output);
        output.Write("\n\n"u8);
    }
}
