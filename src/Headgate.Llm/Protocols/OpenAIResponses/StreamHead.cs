using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>What the first event of a stream says of the answer as a whole.</summary>
internal static class StreamHead
{
    /// <summary>Reads the response object in it; without one, nothing is known.</summary>
    public static ChatEvent.Started Read(ReadOnlySpan<byte> response)
    {
        ChatEvent.Started started = new(null, null) { Protocol = WireProtocol.OpenAIResponses };
        if (response.IsEmpty)
        {
            return started;
        }

        JsonCursor cursor = new(response);
        cursor.EnterObject();
        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("id"u8))
            {
                started = started with { Id = cursor.Text() };
            }
            else if (name.SequenceEqual("model"u8))
            {
                started = started with { Model = cursor.Text() };
            }
            else if (name.SequenceEqual("created_at"u8))
            {
                started = started with { Created = ResponsesStatus.MomentOf(cursor.Count() ?? 0) };
            }
            else if (name.SequenceEqual("service_tier"u8))
            {
                started = started with { ServiceTier = ResponsesStatus.TierOf(cursor.Text()) };
            }
            else
            {
                cursor.Skip();
            }
        }

        return started;
    }
}
