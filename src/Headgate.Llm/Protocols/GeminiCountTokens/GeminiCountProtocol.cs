using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols.GeminiCountTokens;

/// <summary>
/// <c>POST /v1beta/models/{model}:countTokens</c>, of contents alone or of a whole request in <c>generateContentRequest</c>:
/// https://ai.google.dev/api/tokens, read 2026-11-23. Counting uses nothing, so its reply has no <see cref="Chat.Usage"/>.
/// </summary>
internal sealed class GeminiCountProtocol : NativeProtocol, ITokenCount
{
    private const string Whole = "generateContentRequest";

    public override WireProtocol Protocol => WireProtocol.GeminiCountTokens;

    public override string Name => "gemini_count_tokens";

    public override Dialect Dialect => Dialect.Gemini;

    public override bool IsNamedInPath => true;

    public override bool CanStream => false;

    public WireProtocol Chat => WireProtocol.GeminiGenerateContent;

    public override string UpstreamPath(string model, bool isStream) => $"models/{Uri.EscapeDataString(model)}:countTokens";

    public override GatewayError? Check(JsonScan request) =>
        !TryGetWhole(request, out _, out JsonMember whole) ? RequestChecks.Contents(request)
            : whole.Kind == JsonTokenType.StartObject ? RequestChecks.Contents(JsonScan.OfObject(request.ValueOf(whole)))
            : RequestChecks.Refuse($"$.{Whole}", $"must be an object, but it is {JsonRefusal.Describe(whole.Kind)}");

    public override bool IsStream(JsonScan request) => false;

    public override bool UsageMustBeAskedFor(JsonScan request) => false;

    public override bool WasElsewhere(JsonScan request) => GeminiSignature.IsForeignIn(request.Bytes.Span);

    // Vertex AI counts contents with tools and instructions beside them, and knows no whole request.
    public override bool Suits(VendorRow vendor, JsonScan request) => vendor.Type != VertexProvider.Type || !TryGetWhole(request, out _, out _);

    public override ImmutableArray<MemberEdit> Rename(JsonScan request, string model) =>
        TryGetWhole(request, out string name, out JsonMember whole) && GeminiModelName.Renamed(request.ValueOf(whole), model) is { } renamed
            ? [.. GeminiModelName.Rename(request, model), MemberEdit.Set(name, renamed)]
            : GeminiModelName.Rename(request, model);

    public ReadOnlyMemory<byte> ChatIn(ReadOnlyMemory<byte> body)
    {
        JsonScan request = JsonScan.OfObject(body);
        return TryGetWhole(request, out _, out JsonMember whole) ? request.ValueOf(whole) : body;
    }

    public void WriteAnswer(long tokens, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteNumber("totalTokens"u8, tokens);
        json.WriteEndObject();
    }

    public override ReplyReading ReadReply(ReadOnlySpan<byte> body)
    {
        bool hasCount = false;
        try
        {
            JsonCursor reply = new(body);
            if (reply.EnterObject())
            {
                while (reply.NextMember(out ReadOnlySpan<byte> name))
                {
                    hasCount |= reply.Count() is not null && name.SequenceEqual("totalTokens"u8);
                }
            }

            reply.End();
        }
        catch (JsonException)
        {
            return default;
        }

        return new ReplyReading(hasCount, Usage: null, ResponseId: null);
    }

    public override StreamReading OpenStream() => throw DoesNotStream();

    public override void WriteKeepAlive(IBufferWriter<byte> output) => throw DoesNotStream();

    public override void WriteStreamError(GatewayError error, string requestId, StreamReading? seen, IBufferWriter<byte> output) =>
        throw DoesNotStream();

    private static bool TryGetWhole(JsonScan request, out string name, out JsonMember whole)
    {
        name = Whole;
        if (RequestChecks.IsGiven(request, "generateContentRequest"u8, out whole))
        {
            return true;
        }

        name = "generate_content_request";
        return RequestChecks.IsGiven(request, "generate_content_request"u8, out whole);
    }

    private static InvalidOperationException DoesNotStream() => new("A count of tokens does not stream.");
}
