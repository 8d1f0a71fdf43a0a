using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>The members that only one protocol knows: written back by its codec where they stood; those of others are losses to it.</summary>
/// <param name="protocol">The protocol that is written.</param>
/// <param name="noCounterpart">Why a member of another protocol does not arrive.</param>
internal sealed class OwnExtras(WireProtocol protocol, string noCounterpart)
{
    /// <summary>True when there is a member of this protocol that stood in the object at <paramref name="parent"/>.</summary>
    public bool Has(ImmutableArray<Extra> extras, JsonPlace parent)
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
    public void Write(Utf8JsonWriter writer, ImmutableArray<Extra> extras, JsonPlace parent)
    {
        foreach (Extra extra in extras)
        {
            if (IsOwn(extra) && extra.Parent == parent)
            {
                writer.WriteRaw(extra.Name, extra.Json);
            }
        }
    }

    /// <summary>Writes them likewise, and names the members of other protocols.</summary>
    public void Write(Utf8JsonWriter writer, ImmutableArray<Extra> extras, JsonPlace parent, LossList losses)
    {
        Write(writer, extras, parent);
        NameForeign(extras, losses);
    }

    /// <summary>Names the members of other protocols, which this one cannot carry.</summary>
    public void NameForeign(ImmutableArray<Extra> extras, LossList losses)
    {
        foreach (Extra extra in extras)
        {
            if (!IsOwn(extra))
            {
                losses.Add(extra.Place, noCounterpart);
            }
        }
    }

    private bool IsOwn(Extra extra) => extra.Protocol == protocol;
}
