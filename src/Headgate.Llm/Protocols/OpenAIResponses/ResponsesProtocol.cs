using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary><c>POST /v1/responses</c>: https://platform.openai.com/docs/api-reference/responses, read 2026-11-22.</summary>
internal sealed class ResponsesProtocol : OpenAIProtocol
{
    /// <summary>Why a member of another protocol does not arrive.</summary>
    public const string NoCounterpart = "Responses has no counterpart";

    /// <summary>The members that only this protocol knows.</summary>
    public static OwnExtras Extras { get; } = new(WireProtocol.OpenAIResponses, NoCounterpart);

    public override WireProtocol Protocol => WireProtocol.OpenAIResponses;

    public override string Name => "responses";

    public override string UpstreamPath(string model, bool isStream) => "responses";

    protected override ReadOnlySpan<byte> Answer => "output"u8;

    protected override ReadOnlySpan<byte> AnswerMember => Answer;

    public override GatewayError? Check(JsonScan request) =>
        RequestChecks.Model(request)
        ?? Input(request)
        ?? RequestChecks.Stream(request)
        ?? RequestChecks.StreamOptions(request)
        ?? Foreground(request)
        ?? Alone(request);

    // Reasoning without its sealed text is of a client that stores it at the vendor, which answers for it.
    public override bool WasElsewhere(JsonScan request) =>
        CarriedSignature.IsIn(request.Bytes.Span, "encrypted_content"u8, takesEmpty: true);

    public override bool NamesItems => true;

    public override bool IsStored(JsonScan request) => !(request.TryGet("store"u8, out JsonMember store) && store.Kind == JsonTokenType.False);

    public override long? OutputBound(JsonScan request) => Together(request.GetCount("max_output_tokens"u8), 1);

    public override string BoundPath => "$.max_output_tokens";

    public override StreamReading OpenStream() => new ResponsesStreamReader();

    /// <inheritdoc />
    /// <remarks>
    /// Two events. <c>response.failed</c> is what Codex goes by, to which a stream that ends otherwise has only broken off. Behind it <c>error</c>, which
    /// the SDKs raise: with the documented members and, beside them, the <c>error</c> object that the vendor's own server sends, for some raise
    /// on the event's name, some only on that object.
    /// </remarks>
    public override void WriteStreamError(GatewayError error, string requestId, StreamReading? seen, IBufferWriter<byte> output)
    {
        FailedResponse.Write(OpenAIError.Of(error), seen, output);
        output.Write("event: error\ndata: "u8);
        using (Utf8JsonWriter writer = JsonOutput.Open(output))
        {
            OpenAIError words = OpenAIError.Of(error);
            writer.WriteStartObject();
            writer.WriteString("type"u8, "error"u8);
            writer.WriteString("code"u8, words.Code);
            writer.WriteString("message"u8, words.Message);
            writer.WriteString("param"u8, words.Param);
            writer.WriteNumber("sequence_number"u8, (seen?.NextSequenceNumber ?? 0) + 1);
            words.WriteTo(writer);
            writer.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }

    protected override ReplyReading Read(ref JsonCursor reply) => ResponseObject.Read(ref reply).ToReading();

    // A stored prompt may stand in for the input.
    private static GatewayError? Input(JsonScan request) =>
        RequestChecks.IsGiven(request, "prompt"u8, out _) && !RequestChecks.IsGiven(request, "input"u8, out _)
            ? null
            : RequestChecks.Text(request, "input");

    private static GatewayError? Foreground(JsonScan request) => request.IsTrue("background"u8)
        ? RequestChecks.Refuse("$.background", "is not served by this gateway; leave it out, and stream long answers")
        : null;

    // What a socket may ask for beyond a response, by the types of SDK 7.57 (2026-11-13): asked of a vendor, it would be paid for as one.
    private static GatewayError? Alone(JsonScan request)
    {
        if (request.TryGet("generate"u8, out JsonMember generate) && generate.Kind == JsonTokenType.False)
        {
            return RequestChecks.Refuse("$.generate", "is not served by this gateway, which prepares nothing; leave it out");
        }

        return RequestChecks.IsGiven(request, "stream_id"u8, out _)
            ? RequestChecks.Refuse("$.stream_id", "is not served by this gateway; open a socket for each lane")
            : null;
    }
}
