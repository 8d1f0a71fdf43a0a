using System.Buffers;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary><c>generateContent</c>: https://ai.google.dev/api/generate-content, read 2026-11-22. Model and streaming are in the path.</summary>
internal sealed class GeminiProtocol : NativeProtocol
{
    /// <summary>The members that only this protocol knows.</summary>
    internal static OwnExtras Extras { get; } = new(WireProtocol.GeminiGenerateContent, "Gemini has no such member");

    public override WireProtocol Protocol => WireProtocol.GeminiGenerateContent;

    public override string Name => "gemini";

    public override Dialect Dialect => Dialect.OpenAI;

    public override string UpstreamPath(string model, bool isStream) =>
        isStream ? $"models/{model}:streamGenerateContent?alt=sse" : $"models/{model}:generateContent";

    public override GatewayError? Check(JsonScan request) => RequestChecks.Model(request);

    public override bool IsStream(JsonScan request) => request.IsTrue("stream"u8);

    public override bool UsageMustBeAskedFor(JsonScan request) => false;

    public override bool HoldsForeignThinking(JsonScan request) => CarriedSignature.IsIn(request.Bytes.Span, "thoughtSignature"u8, takesEmpty: true);

    public override ReplyReading ReadReply(ReadOnlySpan<byte> body)
    {
        GeminiStreamReader reader = new();
        bool isAnswer = reader.Read(new SseEvent { Raw = body, Name = default, Data = body }) is not (StreamEventKind.Error or StreamEventKind.Malformed);
        return new ReplyReading(isAnswer, reader.Usage, reader.ResponseId);
    }

    public override StreamReading OpenStream() => new GeminiStreamReader();

    public override void WriteKeepAlive(IBufferWriter<byte> output)
    {
        // Gemini's clients take every event for an answer.
    }

    public override void WriteStreamError(GatewayError error, string requestId, StreamReading? seen, IBufferWriter<byte> output)
    {
        output.Write("data: "u8);
        ErrorTable.Write(error, Dialect, requestId, output);
        output.Write("\n\n"u8);
    }
}
