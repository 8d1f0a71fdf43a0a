using System.Collections.Immutable;
using System.Text.Json;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>
/// The members that name objects, of all protocols: https://platform.openai.com/docs/api-reference/chat, /responses, /batch and
/// https://platform.claude.com/docs/en/api/messages, read 2026-11-22, and https://ai.google.dev/api/generate-content, read 2026-11-23.
/// </summary>
internal static class BodyMembers
{
    /// <summary>The members that name an object by their value, and how.</summary>
    public static ImmutableArray<(byte[] Name, BodyMember Member)> Naming { get; } =
    [
        ("file_id"u8.ToArray(), BodyMember.Reference), ("input_file_id"u8.ToArray(), BodyMember.Reference),
        ("previous_response_id"u8.ToArray(), BodyMember.Reference), ("container_id"u8.ToArray(), BodyMember.Reference),
        ("file_ids"u8.ToArray(), BodyMember.References),
        ("conversation"u8.ToArray(), BodyMember.Holder), ("container"u8.ToArray(), BodyMember.Holder),
        ("cachedContent"u8.ToArray(), BodyMember.Reference), ("cached_content"u8.ToArray(), BodyMember.Reference),
        ("fileUri"u8.ToArray(), BodyMember.Place), ("file_uri"u8.ToArray(), BodyMember.Place),
    ];

    /// <summary>True when a member of this name, which has no escapes, names an object.</summary>
    public static bool IsNaming(ReadOnlySpan<byte> name)
    {
        foreach ((byte[] naming, _) in Naming)
        {
            if (name.SequenceEqual(naming))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the member is that the reader stands on.</summary>
    /// <param name="reader">Stands on a member's name.</param>
    /// <param name="depth">1 for members of the body itself.</param>
    public static BodyMember Of(ref Utf8JsonReader reader, int depth) => reader switch
    {
        _ when Is(ref reader, "id"u8) => BodyMember.Id,
        _ when Is(ref reader, "type"u8) => BodyMember.Type,
        _ when Is(ref reader, "role"u8) => BodyMember.Role,
        _ when Is(ref reader, "status"u8) => BodyMember.State,
        _ when Is(ref reader, "encrypted_content"u8) => BodyMember.Sealed,
        _ when Is(ref reader, "result"u8) => BodyMember.Result,
        _ when Is(ref reader, "input"u8) => depth == 1 ? BodyMember.Input : BodyMember.Opaque,
        _ when Is(ref reader, "metadata"u8) || Is(ref reader, "parameters"u8) || Is(ref reader, "input_schema"u8) || Is(ref reader, "schema"u8)
            || Is(ref reader, "arguments"u8) || Is(ref reader, "client_metadata"u8)
            || Is(ref reader, "input_examples"u8) => BodyMember.Opaque,
        _ => Named(ref reader),
    };

    private static BodyMember Named(ref Utf8JsonReader reader)
    {
        foreach ((byte[] name, BodyMember member) in Naming)
        {
            if (reader.ValueTextEquals(name))
            {
                return member;
            }
        }

        return BodyMember.Other;
    }

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name);
}
