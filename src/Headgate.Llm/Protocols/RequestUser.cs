using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>Finds the application's own user in a request of any protocol.</summary>
/// <remarks>
/// OpenAI's <c>safety_identifier</c> and <c>user</c> (https://platform.openai.com/docs/api-reference/chat/create), Anthropic's
/// <c>metadata.user_id</c> (https://docs.anthropic.com/en/api/messages), read 2026-11-22.
/// </remarks>
public static class RequestUser
{
    /// <summary>The user's id; null when the request names none.</summary>
    public static string? Of(JsonScan request) =>
        request.GetString("safety_identifier"u8) ?? request.GetString("user"u8)
        ?? (request.TryGet("metadata"u8, out JsonMember metadata) ? OfMetadata(request.ValueOf(metadata).Span) : null);

    private static string? OfMetadata(ReadOnlySpan<byte> metadata)
    {
        var cursor = new JsonCursor(metadata);
        string? user = null;
        if (!cursor.EnterObject())
        {
            return null;
        }

        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("user_id"u8))
            {
                user = cursor.Text();
            }
            else
            {
                cursor.Skip();
            }
        }

        return user;
    }
}
