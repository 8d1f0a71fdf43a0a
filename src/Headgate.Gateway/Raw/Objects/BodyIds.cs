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
    public static NameTest SoughtIn(NativeProtocol protocol) => protocol.NamesItems ? NamingOrId : Naming;

    /// <summary>The ids that a body names; nothing is parsed in a body that cannot name any.</summary>
    public static NamedIds Find(JsonScan scan)
    {
        if (!scan.HasSought)
        {
            return NamedIds.None;
        }

        var found = new Found();
        var reader = new Utf8JsonReader(scan.Bytes.Span, new JsonReaderOptions { MaxDepth = JsonScan.MaxDepth });
        reader.Read();
        WalkObject(ref reader, found, depth: 1, BodyMember.Other);
        return new NamedIds([.. found.Named], [.. found.Hollow]);
    }

    /// <summary>Goes through an object, from its opening brace to its closing one.</summary>
    private static void WalkObject(ref Utf8JsonReader reader, Found found, int depth, BodyMember place)
    {
        ItemIdentity identity = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            BodyMember member = BodyMembers.Of(ref reader, depth);
            reader.Read();
            identity.Take(member, ref reader);
            if (member == BodyMember.Opaque)
            {
                reader.Skip();
            }
            else
            {
                WalkValue(ref reader, found, depth, member);
            }
        }

        if (identity.Id is not { } id)
        {
            return;
        }

        // What is named as a whole, {"container": {"id": …}}, is an item without a type.
        if (identity.IsReference || (place is BodyMember.Holder or BodyMember.Input && identity.IsBare))
        {
            found.Named.Add(id);
        }
        else if (place is BodyMember.Input && identity.IsHollow)
        {
            found.Hollow.Add(id);
        }
    }

    private static void WalkValue(ref Utf8JsonReader reader, Found found, int depth, BodyMember member)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when member is BodyMember.Reference or BodyMember.References or BodyMember.Holder:
                found.Named.Add(Text(ref reader));
                break;
            case JsonTokenType.String when member is BodyMember.Place && Text(ref reader) is var uri && IsVendorFile(uri):
                found.Named.Add(uri);
                break;
            case JsonTokenType.StartObject:
                WalkObject(ref reader, found, depth + 1, member);
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

    private sealed class Found
    {
        public HashSet<string> Named { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Hollow { get; } = new(StringComparer.Ordinal);
    }
}
