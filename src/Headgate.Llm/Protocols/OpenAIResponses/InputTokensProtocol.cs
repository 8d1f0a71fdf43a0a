using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// <c>POST /v1/responses/input_tokens</c>: https://platform.openai.com/docs/api-reference/responses/input-tokens, read 2026-11-23.
/// Counting uses nothing, so its reply has no <see cref="Chat.Usage"/>.
/// </summary>
internal sealed class InputTokensProtocol : OpenAIProtocol, ITokenCount
{
    public override WireProtocol Protocol => WireProtocol.OpenAIInputTokens;

    public override string Name => "input_tokens";

    public WireProtocol Chat => WireProtocol.OpenAIResponses;

    public override string UpstreamPath(string model, bool isStream) => "responses/input_tokens";

    public override bool NamesItems => true;

    public override bool CanStream => false;

    public override bool IsFree => true;

    public override bool IsStream(JsonScan request) => false;

    // What was said before may be all that is to be counted.
    public override GatewayError? Check(JsonScan request) =>
        RequestChecks.Model(request) ?? (RequestChecks.IsGiven(request, "input"u8, out _) ? RequestChecks.Text(request, "input") : null);

    public override StreamReading OpenStream() => throw new InvalidOperationException("A count of tokens does not stream.");

    // A response needs an input, a count of what else would be sent does not.
    public ReadOnlyMemory<byte> ChatIn(ReadOnlyMemory<byte> body)
    {
        JsonScan request = JsonScan.OfObject(body);
        if (RequestChecks.IsGiven(request, "input"u8, out _))
        {
            return body;
        }

        var edits = new RequestEdits();
        edits.Add(MemberEdit.SetString("input", ""));
        return edits.Apply(request).ToArray();
    }

    public void WriteAnswer(long tokens, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteString("object"u8, "response.input_tokens"u8);
        json.WriteNumber("input_tokens"u8, tokens);
        json.WriteEndObject();
    }

    protected override ReadOnlySpan<byte> Answer => "input_tokens"u8;

    protected override ReplyReading Read(ref JsonCursor reply)
    {
        bool hasCount = false;
        if (reply.EnterObject())
        {
            while (reply.NextMember(out ReadOnlySpan<byte> name))
            {
                hasCount |= reply.Count() is not null && name.SequenceEqual(Answer);
            }
        }

        return new ReplyReading(hasCount, Usage: null, ResponseId: null);
    }
}
