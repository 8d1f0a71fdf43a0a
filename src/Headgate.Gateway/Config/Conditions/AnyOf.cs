using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Conditions;

/// <summary><c>any</c>: at least one part holds.</summary>
internal sealed class AnyOf(ImmutableArray<Condition> parts) : Condition
{
    /// <inheritdoc />
    public override bool Holds(in RequestFacts facts)
    {
        foreach (Condition part in parts)
        {
            if (part.Holds(facts))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc />
    public override string ToString() => $"any of ({string.Join(" | ", parts)})";
}
