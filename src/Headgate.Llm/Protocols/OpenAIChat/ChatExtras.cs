using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Writes the members that only a protocol knows: chat's own as they were, others are losses.</summary>
internal static class ChatExtras
{
    /// <summary>Why a member of another protocol does not arrive.</summary>
    public const string NoCounterpart = "chat completions has no counterpart";

    /// <summary>Writes those that stood in this object.</summary>
    public static void Write(ImmutableArray<Extra> extras, JsonPlace parent, Utf8JsonWriter json, LossList losses)
    {
        foreach (Extra extra in extras)
        {
            if (extra.Protocol != WireProtocol.OpenAIChat)
            {
                losses.Add(extra.Place, NoCounterpart);
            }
            else if (extra.Parent == parent)
            {
                json.WriteRaw(extra.Name, extra.Json);
            }
        }
    }

    /// <summary>Names the members of other protocols, which this one cannot carry.</summary>
    public static void NameForeign(ImmutableArray<Extra> extras, LossList losses)
    {
        foreach (Extra extra in extras)
        {
            if (extra.Protocol != WireProtocol.OpenAIChat)
            {
                losses.Add(extra.Place, NoCounterpart);
            }
        }
    }

    /// <summary>True when a member stood in this object.</summary>
    public static bool Any(ImmutableArray<Extra> extras, JsonPlace parent)
    {
        foreach (Extra extra in extras)
        {
            if (extra.Protocol == WireProtocol.OpenAIChat && extra.Parent == parent)
            {
                return true;
            }
        }

        return false;
    }
}
