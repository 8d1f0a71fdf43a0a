using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.Anthropic;

/// <summary>What Anthropic's protocols share: what they check of a conversation, the error shape and the events that keep a stream alive and fail it.</summary>
internal abstract class AnthropicProtocol : NativeProtocol
{
    public sealed override Dialect Dialect => Dialect.Anthropic;

    public sealed override bool UsageMustBeAskedFor(JsonScan request) => false;

    /// <inheritdoc />
    /// <remarks>Who counts a conversation checks it as who answers it.</remarks>
    public sealed override bool WasElsewhere(JsonScan request) =>
        CarriedSignature.IsIn(request.Bytes.Span, "signature"u8, takesEmpty: false)
        || CarriedSignature.IsIn(request.Bytes.Span, "data"u8, takesEmpty: true)
        || UnthoughtCalls.AreIn(request);

    public sealed override ReplyReading ReadReply(ReadOnlySpan<byte> body)
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

    public sealed override void WriteKeepAlive(IBufferWriter<byte> output) => output.Write("event: ping\ndata: {\"type\": \"ping\"}\n\n"u8);

    public sealed override void WriteStreamError(GatewayError error, string requestId, StreamReading? seen, IBufferWriter<byte> output)
    {
        output.Write("event: error\ndata: "u8);
        ErrorTable.Write(error, Dialect.Anthropic, requestId, output);
        output.Write("\n\n"u8);
    }

    /// <summary>Consumes the reply.</summary>
    protected abstract ReplyReading Read(ref JsonCursor reply);
}
