using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Looks in the messages of a chat request for what a vendor does not take: roles, members, types of parts, ids of calls.</summary>
internal readonly ref struct MessageSieve(VendorRow vendor)
{
    private readonly bool _looksAtMembers = !vendor.Knows.IsEmpty || HasAny(vendor.Refuses, "messages.");
    private readonly bool _looksAtParts = vendor.WantsPlainText || HasAny(vendor.Refuses, "content.");

    /// <summary>True when nothing is found. What is no list of messages is the vendor's to refuse.</summary>
    public bool Takes(ReadOnlySpan<byte> json)
    {
        bool looksAtRolesAlone = !_looksAtMembers && !_looksAtParts && vendor.ToolIdLength is null;
        var messages = new JsonCursor(json);
        if ((looksAtRolesAlone && (vendor.TakesDeveloperRole || HasNoDeveloper(json))) || !messages.EnterArray())
        {
            return true;
        }

        bool takes = true;
        while (messages.NextElement())
        {
            takes &= TakesMessage(ref messages);
        }

        return takes;
    }

    /// <summary>Two searches of bytes for what most have not, a sixth of what walking a long prompt costs.</summary>
    private static bool HasNoDeveloper(ReadOnlySpan<byte> json) => json.IndexOf("developer"u8) < 0 && json.IndexOf("\\u"u8) < 0;

    private static bool HasAny(ImmutableArray<string> names, string prefix)
    {
        foreach (string name in names)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private bool TakesMessage(ref JsonCursor message)
    {
        bool takes = true;
        if (!message.EnterObject())
        {
            return takes;
        }

        while (message.NextMember(out ReadOnlySpan<byte> name))
        {
            takes &= !_looksAtMembers || vendor.Takes($"messages.{Encoding.UTF8.GetString(name)}");
            if (name.SequenceEqual("role"u8))
            {
                bool isDeveloper = message.Is("developer"u8);
                takes &= vendor.TakesDeveloperRole || !isDeveloper;
            }
            else if (name.SequenceEqual("content"u8) && _looksAtParts)
            {
                takes &= TakesContent(ref message);
            }
            else if (name.SequenceEqual("tool_calls"u8) && vendor.ToolIdLength is not null)
            {
                takes &= TakesCalls(ref message);
            }
            else if (name.SequenceEqual("tool_call_id"u8))
            {
                takes &= TakesId(ref message);
            }
            else
            {
                message.Skip();
            }
        }

        return takes;
    }

    private bool TakesContent(ref JsonCursor content)
    {
        bool takes = true;
        if (!content.EnterArray())
        {
            return takes;
        }

        takes = !vendor.WantsPlainText;
        while (content.NextElement())
        {
            takes &= TakesPart(ref content);
        }

        return takes;
    }

    private bool TakesPart(ref JsonCursor part)
    {
        bool takes = true;
        if (!part.EnterObject())
        {
            return takes;
        }

        while (part.NextMember(out ReadOnlySpan<byte> name))
        {
            bool isType = name.SequenceEqual("type"u8) && part.Kind == JsonTokenType.String;
            takes &= !isType || vendor.TakesPart(Encoding.UTF8.GetString(part.Word()));
            if (!isType)
            {
                part.Skip();
            }
        }

        return takes;
    }

    private bool TakesCalls(ref JsonCursor calls)
    {
        bool takes = true;
        if (!calls.EnterArray())
        {
            return takes;
        }

        while (calls.NextElement())
        {
            if (!calls.EnterObject())
            {
                continue;
            }

            while (calls.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("id"u8))
                {
                    takes &= TakesId(ref calls);
                }
                else
                {
                    calls.Skip();
                }
            }
        }

        return takes;
    }

    private bool TakesId(ref JsonCursor id)
    {
        string? text = id.Text();
        return text is null || vendor.ToolIdLength is not { } length || (text.Length == length && text.All(char.IsAsciiLetterOrDigit));
    }
}
