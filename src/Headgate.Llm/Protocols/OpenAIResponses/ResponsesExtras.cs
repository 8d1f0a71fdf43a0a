using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>Writes the members that only a protocol knows: those of Responses as they were, others are losses.</summary>
internal static class ResponsesExtras
{
    /// <summary>Why a member of another protocol does not arrive.</summary>
    public const string NoCounterpart = "Responses has no counterpart";

    /// <summary>Writes those that stood in this object.</summary>
    public static void Write(ImmutableArray<Extra> extras, JsonPlace parent, Utf8JsonWriter json)
    {
        foreach (Extra extra in extras)
        {
            if (extra.Protocol == WireProtocol.OpenAIResponses && extra.Parent == parent)
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
            if (extra.Protocol != WireProtocol.OpenAIResponses)
            {
                losses.Add(extra.Place, NoCounterpart);
            }
        }
    }

    /// <summary>True when such a member stood in this object.</summary>
    public static bool Has(ImmutableArray<Extra> extras, JsonPlace parent, string name)
    {
        foreach (Extra extra in extras)
        {
            if (extra.Protocol == WireProtocol.OpenAIResponses && extra.Name == name && extra.Parent == parent)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when any member stood in this object.</summary>
    public static bool Any(ImmutableArray<Extra> extras, JsonPlace parent)
    {
        foreach (Extra extra in extras)
        {
            if (extra.Protocol == WireProtocol.OpenAIResponses && extra.Parent == parent)
            {
                return true;
            }
        }

        return false;
    }
}
