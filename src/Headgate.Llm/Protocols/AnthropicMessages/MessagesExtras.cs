using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Members of this protocol that the hub has no place for: kept when read, and written back where they stood.</summary>
internal static class MessagesExtras
{
    /// <summary>True when there is a member of this protocol that stood in the object at <paramref name="parent"/>.</summary>
    public static bool Has(ImmutableArray<Extra> extras, JsonPlace parent)
    {
        foreach (Extra extra in extras)
        {
            if (IsOwn(extra) && extra.Parent == parent)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the members that stood in the object at <paramref name="parent"/>, which is open.</summary>
    public static void Write(Utf8JsonWriter writer, ImmutableArray<Extra> extras, JsonPlace parent)
    {
        foreach (Extra extra in extras)
        {
            if (IsOwn(extra) && extra.Parent == parent)
            {
                writer.WritePropertyName(extra.Name);
                writer.WriteRawValue(extra.Json.Span, skipInputValidation: true);
            }
        }
    }

    /// <summary>Names the members of other protocols, which this one cannot carry.</summary>
    public static void NameForeign(ImmutableArray<Extra> extras, LossList losses)
    {
        foreach (Extra extra in extras)
        {
            if (!IsOwn(extra))
            {
                losses.Add(extra.Place, "Anthropic has no such member");
            }
        }
    }

    private static bool IsOwn(Extra extra) => extra.Protocol == WireProtocol.AnthropicMessages;
}
