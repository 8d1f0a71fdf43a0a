using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Anthropic;

namespace Headgate.Llm.Protocols.AnthropicCountTokens;

/// <summary>
/// <c>POST /v1/messages/count_tokens</c>: https://platform.claude.com/docs/en/api/messages-count-tokens, read 2026-11-22.
/// Counting uses nothing, so its reply has no <see cref="Chat.Usage"/>.
/// </summary>
internal sealed class CountTokensProtocol : AnthropicProtocol, ITokenCount
{
    public override WireProtocol Protocol => WireProtocol.AnthropicCountTokens;

    public override string Name => "count_tokens";

    public WireProtocol Chat => WireProtocol.AnthropicMessages;

    public override string UpstreamPath(string model, bool isStream) => "messages/count_tokens";

    public override GatewayError? Check(JsonScan request) => RequestChecks.Model(request) ?? RequestChecks.Messages(request);

    public override bool CanStream => false;

    public override bool IsFree => true;

    public override bool IsStream(JsonScan request) => false;

    public override StreamReading OpenStream() => throw new InvalidOperationException("A count of tokens does not stream.");

    public ReadOnlyMemory<byte> ChatIn(ReadOnlyMemory<byte> body) => body;

    public void WriteAnswer(long tokens, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteNumber("input_tokens"u8, tokens);
        json.WriteEndObject();
    }

    protected override ReplyReading Read(ref JsonCursor reply)
    {
        bool hasCount = false;
        if (reply.EnterObject())
        {
            while (reply.NextMember(out ReadOnlySpan<byte> name))
            {
                hasCount |= reply.Count() is not null && name.SequenceEqual("input_tokens"u8);
            }
        }

        return new ReplyReading(hasCount, Usage: null, ResponseId: null);
    }
}
