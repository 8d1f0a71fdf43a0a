using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>
/// Finds what a JSON body names by id: files, stored responses, conversations, containers, items. What a caller makes up freely (metadata,
/// schemas, arguments of tools) is no place for an id that a vendor would look up, and is passed over.
/// </summary>
internal static class BodyIds
{
    private static readonly NameTest Naming = static name => name.Contains((byte)'\\') || BodyMembers.IsNaming(name);

    // An item without a type, and one of the type item_reference, refer to one by its id.
    private static readonly NameTest NamingOrId = static name => name.SequenceEqual("id"u8) || Naming(name);

    /// <summary>The names without which a body names nothing, to be looked out for when it is scanned.</summary>
    public static NameTest SoughtIn(WireProtocol protocol) => protocol == WireProtocol.OpenAIResponses ? NamingOrId : Naming;

    /// <summary>The ids that a body names, each once; nothing is parsed in a body that cannot name any.</summary>
    public static ImmutableArray<string> Find(JsonScan scan)
    {
        if (!scan.HasSought)
        {
            return [];
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(scan.Bytes.Span, new JsonReaderOptions { MaxDepth = JsonScan.MaxDepth });
        reader.Read();
        WalkObject(ref reader, found, depth: 1, isItem: false);
        return [.. found];
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
            case JsonTokenType.String when member is BodyMember.Place && Text(ref reader) is var uri && IsVendorFile(uri):
                found.Add(uri);
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

    // Any other URI leads to what is everybody's, or to what the operator's own credentials open.
    private static bool IsVendorFile(string uri) =>
        uri.Contains("googleapis.com/", StringComparison.OrdinalIgnoreCase) && uri.Contains("/files/", StringComparison.OrdinalIgnoreCase);

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
