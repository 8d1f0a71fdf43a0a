using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>What the native lane reads of a reply that has its usage in <c>usage</c> or in Cohere's <c>meta</c>.</summary>
internal static class BilledReply
{
    /// <summary>Consumes the reply.</summary>
    /// <param name="reply">Stands on it.</param>
    /// <param name="answer">The member that makes it one of the protocol.</param>
    /// <param name="kind">That member's kind.</param>
    public static ReplyReading Read(ref JsonCursor reply, ReadOnlySpan<byte> answer, JsonTokenType kind)
    {
        bool isAnswer = false;
        Usage? usage = null;
        string? id = null;
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
            else if (name.SequenceEqual("usage"u8) || name.SequenceEqual("meta"u8))
            {
                usage = BilledUsage.Read(ref reply) ?? usage;
            }
            else
            {
                isAnswer |= name.SequenceEqual(answer) && reply.Kind == kind;
                reply.Skip();
            }
        }

        return new ReplyReading(isAnswer, usage, id);
    }
}
