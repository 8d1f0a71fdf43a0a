using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Gemini;

/// <summary>generateContent and streamGenerateContent: https://ai.google.dev/api/generate-content (read 2026-11-22). One object serves one
/// call.</summary>
/// <param name="vendor">Whose shape errors have.</param>
/// <param name="model">The model in the path.</param>
/// <param name="isSse">Whether a stream is events; else it is the items of one JSON array.</param>
internal sealed class GenerateOperation(Vendor vendor, string model, bool isSse) : Operation(vendor)
{
    /// <summary>The name of a stream's last item, after which the array is closed; names are not on the wire.</summary>
    public const string Last = "last";

    private static readonly FrozenSet<string> Fields = GeminiFields.RequestNames.ToFrozenSet(StringComparer.Ordinal);

    private bool _begun;

    public override FrozenSet<string> KnownFields => Fields;

    public override bool AnswersWhenFiltered => true;

    public override string StreamType => isSse ? "text/event-stream" : "application/json; charset=UTF-8";

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal) =>
        GenerateChecks.Violation(body, model, seal);

    public override Conversation Read(JsonElement body) => GenerateReader.Read(body);

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn) => GenerateWriter.Write(json, turn);

    public override IEnumerable<StreamEvent> Stream(EventScratch scratch, Turn turn) => new GenerateStream(scratch, turn).Events();

    public override StreamEvent StreamError(EventScratch scratch, Turn turn, int eventsSent, bool beforeContent)
    {
        GeminiVendor.WriteErrorMember(scratch.Begin(), new VendorError(503, "The simulated overload inside the stream."));
        return scratch.End(Last);
    }

    public override void Frame(StreamEvent sent, IBufferWriter<byte> output)
    {
        if (isSse)
        {
            output.Write("data: "u8);
            output.Write(sent.Data.Span);
            output.Write("\r\n\r\n"u8);
            return;
        }

        output.Write(_begun ? ",\r\n"u8 : "["u8);
        _begun = true;
        output.Write(sent.Data.Span);
        if (sent.Name == Last)
            output.Write("\n]"u8);
    }
}
