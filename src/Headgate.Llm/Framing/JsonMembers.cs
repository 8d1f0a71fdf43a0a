using System.Text.Json;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Framing;

/// <summary>Takes the members of an object whose place is known. The member's own place is spelled out only when it has a wrong type.</summary>
internal static class JsonMembers
{
    /// <summary>
    /// The <c>type</c> of the object that the walk stands on, wherever in it; empty when it has none. Consumes nothing.
    /// </summary>
    public static ReadOnlySpan<byte> PeekType(this in JsonWalk walk, JsonPlace place)
    {
        JsonWalk ahead = walk;
        ahead.EnterObject(place);
        while (ahead.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("type"u8))
            {
                return ahead.Kind == JsonTokenType.String ? ahead.TextBytes(place).Span : throw ahead.Mistyped(place.Member("type"), "a string");
            }

            ahead.Skip();
        }

        return default;
    }

    /// <summary>Takes a string.</summary>
    public static string Text(this in JsonWalk walk, JsonPlace parent, string member) =>
        walk.Kind == JsonTokenType.String ? walk.Text(parent) : throw walk.Mistyped(parent.Member(member), "a string");

    /// <summary>Takes a boolean.</summary>
    public static bool Flag(this in JsonWalk walk, JsonPlace parent, string member) =>
        walk.Kind is JsonTokenType.True or JsonTokenType.False ? walk.Flag(parent) : throw walk.Mistyped(parent.Member(member), "a boolean");

    /// <summary>Takes an object as it stands.</summary>
    public static ReadOnlyMemory<byte> Object(this ref JsonWalk walk, JsonPlace parent, string member) =>
        walk.Kind == JsonTokenType.StartObject ? walk.Raw() : throw walk.Mistyped(parent.Member(member), "an object");
}
