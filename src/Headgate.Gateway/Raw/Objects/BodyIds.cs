using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>
/// Finds what a JSON body names by id: files, stored responses, conversations, containers, items. What a caller makes up freely (metadata,
/// schemas, arguments of tools) is no place for an id that a vendor would look up, and is passed over.
/// </summary>
internal static class BodyIds
{
    /// <summary>What a body that names anything must hold, unless it is escaped.</summary>
    private static readonly byte[][] Marks =
    [
        .. new[] { "file_id", "container", "previous_response_id", "conversation", "item_reference", "\\u" }
            .Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    /// <summary>The ids that a body names, each once; nothing is parsed in a body that cannot name any.</summary>
    /// <param name="body">The body, strict JSON.</param>
    /// <param name="hasItems">True for Responses, where an item without a type refers to one by its id.</param>
    public static ImmutableArray<string> Find(ReadOnlySpan<byte> body, bool hasItems)
    {
        if (!MayName(body, hasItems))
        {
            return [];
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonScan.MaxDepth });
        reader.Read();
        WalkObject(ref reader, found, depth: 1, isItem: false);
        return [.. found];
    }

    private static bool MayName(ReadOnlySpan<byte> body, bool hasItems)
    {
        foreach (byte[] mark in Marks)
        {
            if (body.IndexOf(mark) >= 0)
            {
                return true;
            }
        }

        return hasItems && body.IndexOf("\"id\""u8) >= 0;
    }

    /// <summary>Goes through an object, from its opening brace to its closing one.</summary>
    private static void WalkObject(ref Utf8JsonReader reader, HashSet<string> found, int depth, bool isItem)
    {
        string? id = null;
        bool isReference = false;
        bool isTyped = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            BodyMember member = BodyMembers.Of(ref reader, depth);
            reader.Read();
            switch (member)
            {
                case BodyMember.Opaque:
                    reader.Skip();
                    break;
                case BodyMember.Id when reader.TokenType == JsonTokenType.String:
                    id = Text(ref reader);
                    break;
                case BodyMember.Type:
                    isTyped |= reader.TokenType != JsonTokenType.Null;
                    isReference |= reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("item_reference"u8);
                    WalkValue(ref reader, found, depth, BodyMember.Other);
                    break;
                case BodyMember.Role:
                    isTyped = true;
                    WalkValue(ref reader, found, depth, BodyMember.Other);
                    break;
                default:
                    WalkValue(ref reader, found, depth, member);
                    break;
            }
        }

        if (id is not null && (isReference || (isItem && !isTyped)))
        {
            found.Add(id);
        }
    }

    private static void WalkValue(ref Utf8JsonReader reader, HashSet<string> found, int depth, BodyMember member)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when member is BodyMember.Reference or BodyMember.References or BodyMember.Holder:
                found.Add(Text(ref reader));
                break;
            case JsonTokenType.StartObject:
                // What is named as a whole, {"container": {"id": …}}, is an item without a type.
                WalkObject(ref reader, found, depth + 1, isItem: member is BodyMember.Holder or BodyMember.Input);
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    WalkValue(ref reader, found, depth, member == BodyMember.Holder ? BodyMember.Other : member);
                }

                break;
        }
    }

    /// <summary>Half of a surrogate pair is no text: such an id is nobody's.</summary>
    public static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}
