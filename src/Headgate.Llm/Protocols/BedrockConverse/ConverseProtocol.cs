using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>
/// Amazon Bedrock's <c>POST /model/{modelId}/converse</c> and <c>/converse-stream</c>. Spoken to vendors only.
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html, by the types of the npm package
/// @aws-sdk/client-bedrock-runtime 3.1164.0, read 2026-11-22.
/// </summary>
internal sealed class ConverseProtocol : NativeProtocol
{
    public override WireProtocol Protocol => WireProtocol.BedrockConverse;

    public override string Name => "bedrock";

    // No client speaks it, so that its errors are always told in another's words.
    public override Dialect Dialect => Dialect.Aws;

    public override string UpstreamPath(string model, bool isStream) =>
        $"model/{Uri.EscapeDataString(model)}/{(isStream ? "converse-stream" : "converse")}";

    public override GatewayError? Check(JsonScan request) => RequestChecks.Messages(request);

    public override bool IsStream(JsonScan request) => false;

    public override bool UsageMustBeAskedFor(JsonScan request) => false;

    public override IEventBuffer OpenFraming(int maxEventBytes) => new AwsEventBuffer(maxEventBytes);

    public override StreamReading OpenStream() => new ConverseStreamReader();

    protected override ReadOnlySpan<byte> AnswerMember => "output"u8;

    public override ReplyReading ReadReply(ReadOnlySpan<byte> body)
    {
        try
        {
            JsonCursor reply = new(body);
            ReplyReading reading = Read(ref reply);
            reply.End();
            return reading;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    public override void WriteKeepAlive(IBufferWriter<byte> output) => throw NoClients();

    public override void WriteStreamError(GatewayError error, string requestId, StreamReading? seen, IBufferWriter<byte> output) => throw NoClients();

    private static NotSupportedException NoClients() => new("No client speaks Converse.");

    private static ReplyReading Read(ref JsonCursor reply)
    {
        bool isAnswer = false;
        bool isMalformed = false;
        Usage? usage = null;
        string? tier = null;
        if (!reply.EnterObject())
        {
            return default;
        }

        while (reply.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("usage"u8))
            {
                usage = ConverseUsage.Read(ref reply);
            }
            else if (name.SequenceEqual("serviceTier"u8))
            {
                tier = ConverseUsage.Tier(ref reply);
            }
            else if (name.SequenceEqual("stopReason"u8))
            {
                isMalformed = ConverseStop.IsMalformed(reply.Word());
            }
            else
            {
                isAnswer |= name.SequenceEqual("output"u8) && reply.Kind == JsonTokenType.StartObject;
                reply.Skip();
            }
        }

        return new ReplyReading(isAnswer && !isMalformed, usage, null) { ServiceTier = tier };
    }
}
