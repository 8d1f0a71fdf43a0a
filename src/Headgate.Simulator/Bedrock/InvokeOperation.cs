using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Headgate.Simulator.Anthropic;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Bedrock;

/// <summary>InvokeModel for Claude, whole and streamed: Anthropic's messages without model and stream. See
/// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html (read 2026-11-22).</summary>
internal sealed class InvokeOperation(Vendor vendor) : Operation(vendor)
{
    private const string Version = "bedrock-2023-05-31";

    private static readonly FrozenSet<string> Fields =
        MessagesOperation.Fields.Except(["model", "stream"]).Concat(["anthropic_version", "anthropic_beta"]).ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Betas =
        ["interleaved-thinking-2025-05-14", "context-1m-2025-08-07", "context-management-2025-06-27", "effort-2025-11-24", "computer-use-2025-01-24",
            "tool-search-tool-2025-10-19", "thinking-binding-controls-2026-08-01"];

    private readonly MessagesOperation _messages = new(vendor);

    public override FrozenSet<string> KnownFields => Fields;

    public override string StreamType => EventFrames.ContentType;

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal)
    {
        if (body.Text("anthropic_version") != Version)
            return new VendorError(400, "anthropic_version: Field required");
        if (body.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => name is "model" or "stream") is { } extra)
            return new VendorError(400, $"{extra}: Extra inputs are not permitted");
        if (headers.ContainsKey("anthropic-version") || headers.ContainsKey("anthropic-beta"))
            return new VendorError(400, "Anthropic's version and betas belong into the body");
        if (body.Items("anthropic_beta").Any(beta => !Betas.Contains(beta.GetString())))
            return new VendorError(400, "invalid beta flag");
        return _messages.Violation(body, new HeaderDictionary { ["anthropic-version"] = "2023-06-01" }, seal);
    }

    public override Conversation Read(JsonElement body) => _messages.Read(body);

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn) => _messages.WriteAnswer(json, turn);

    public override IEnumerable<StreamEvent> Stream(EventScratch scratch, Turn turn) => _messages.Stream(scratch, turn);

    public override StreamEvent StreamError(EventScratch scratch, Turn turn, int eventsSent, bool beforeContent) =>
        ConverseOperation.Throttled(scratch);

    public override void Frame(StreamEvent sent, IBufferWriter<byte> output)
    {
        if (sent.Name == ConverseOperation.Throttling)
            EventFrames.Write(sent.Name, sent.Data.Span, output);
        else
            EventFrames.Write("chunk", Encoding.ASCII.GetBytes($$"""{"bytes":"{{Convert.ToBase64String(sent.Data.Span)}}","p":"abcd"}"""), output);
    }
}
