using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>Finds the application's own user in a request of any protocol, and gives it another name.</summary>
/// <remarks>
/// OpenAI's <c>safety_identifier</c> and <c>user</c> (https://platform.openai.com/docs/api-reference/chat/create), Anthropic's
/// <c>metadata.user_id</c> (https://docs.anthropic.com/en/api/messages), read 2026-11-22.
/// </remarks>
public static class RequestUser
{
    private const string Metadata = "metadata";
    private const string UserId = "user_id";

    /// <summary>The top-level members that name the user.</summary>
    private static readonly ImmutableArray<string> Members = ["safety_identifier", "user"];

    /// <summary>The user's id; null when the request names none.</summary>
    public static string? Of(JsonScan request) =>
        request.GetString("safety_identifier"u8) ?? request.GetString("user"u8)
        ?? (request.TryGet("metadata"u8, out JsonMember metadata) ? OfMetadata(request.ValueOf(metadata).Span) : null);

    /// <summary>
    /// The edits that leave no name in a request but the new ones; none where it has no name. All members are edited that may hold one: a request may have
    /// several, with different names.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="rename">The new name for a name; null removes it. What is no text is removed unasked: it may be a name all the same.</param>
    public static ImmutableArray<MemberEdit> Edits(JsonScan request, Func<string, string?> rename)
    {
        ImmutableArray<MemberEdit> edits = [];
        foreach (string member in Members)
        {
            if (EditOf(request, member, rename) is { } edit)
            {
                edits = edits.Add(edit);
            }
        }

        return request.TryGet("metadata"u8, out JsonMember metadata) && metadata.Kind == JsonTokenType.StartObject
            && EditOf(JsonScan.OfObject(request.ValueOf(metadata)), UserId, rename) is { } inner
                ? edits.Add(MemberEdit.Within(Metadata, inner, request))
                : edits;
    }

    /// <summary>True of a form's field that may name the user: <c>metadata[user_id]</c> is how forms write objects.</summary>
    public static bool IsField(string name) => name.Split('[', 2)[0] is var member && (Members.Contains(member) || member == Metadata);

    private static MemberEdit? EditOf(JsonScan scan, string member, Func<string, string?> rename)
    {
        byte[] name = Encoding.UTF8.GetBytes(member);
        return !scan.TryGet(name, out _) ? null
            : scan.GetString(name) is { } user && rename(user) is { } other ? MemberEdit.SetString(member, other)
            : MemberEdit.Remove(member);
    }

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
