using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAI;

/// <summary>What OpenAI's protocols share: the error shape, the comment that keeps a stream alive, the reply's id and usage.</summary>
internal abstract class OpenAIProtocol : NativeProtocol
{
    public sealed override Dialect Dialect => Dialect.OpenAI;

    /// <summary>The member that makes a reply one of this protocol, an array: <c>choices</c>.</summary>
    protected abstract ReadOnlySpan<byte> Answer { get; }

    public override bool IsStream(JsonScan request) => request.IsTrue("stream"u8);

    public override bool UsageMustBeAskedFor(JsonScan request) => false;

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

    public sealed override void WriteKeepAlive(IBufferWriter<byte> output) => output.Write(": keep-alive\n\n"u8);

    public override void WriteStreamError(GatewayError error, string requestId, StreamReading? seen, IBufferWriter<byte> output)
    {
        output.Write("data: "u8);
        ErrorTable.Write(error, Dialect.OpenAI, requestId, output);
        output.Write("\n\n"u8);
    }

    /// <summary>Consumes the reply.</summary>
    protected virtual ReplyReading Read(ref JsonCursor reply)
    {
        bool isAnswer = false;
        Usage? usage = null;
        string? id = null;
        string? tier = null;
        if (!reply.EnterObject())
        {
            return default;
        }

        while (reply.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("id"u8))
            {
                id = reply.Text();
            }
            else if (name.SequenceEqual("usage"u8))
            {
                usage = OpenAIUsage.Read(ref reply);
            }
            else if (name.SequenceEqual("service_tier"u8))
            {
                tier = ServiceTiers.Read(ref reply);
            }
            else
            {
                isAnswer |= name.SequenceEqual(Answer) && reply.Kind == JsonTokenType.StartArray;
                reply.Skip();
            }
        }

        return new ReplyReading(isAnswer, usage, id) { ServiceTier = tier };
    }
}
