using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Bedrock;

/// <summary>Converse and ConverseStream: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html (read
/// 2026-11-22).</summary>
internal sealed class ConverseOperation(Vendor vendor) : Operation(vendor)
{
    public const string Throttling = "throttlingException";

    private static readonly FrozenSet<string> Fields = FrozenSet.Create(StringComparer.Ordinal,
        "messages", "system", "inferenceConfig", "toolConfig", "guardrailConfig", "additionalModelRequestFields", "promptVariables",
        "additionalModelResponseFieldPaths", "requestMetadata", "performanceConfig", "serviceTier", "outputConfig");

    public override FrozenSet<string> KnownFields => Fields;

    public override string StreamType => EventFrames.ContentType;

    public static StreamEvent Throttled(EventScratch scratch)
    {
        scratch.Begin().WriteString("message", "The simulated throttling inside the stream.");
        return scratch.End(Throttling);
    }

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal) => ConverseChecks.Violation(body, seal);

    public override Conversation Read(JsonElement body) => ConverseReader.Read(body);

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn) => ConverseWriter.Write(json, turn);

    public override IEnumerable<StreamEvent> Stream(EventScratch scratch, Turn turn) => new ConverseStream(scratch, turn).Events();

    public override StreamEvent StreamError(EventScratch scratch, Turn turn, int eventsSent, bool beforeContent) => Throttled(scratch);

    public override void Frame(StreamEvent sent, IBufferWriter<byte> output) => EventFrames.Write(sent.Name!, sent.Data.Span, output);
}
