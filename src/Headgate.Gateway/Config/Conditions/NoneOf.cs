using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Conditions;

/// <summary><c>none</c>: no part holds.</summary>
internal sealed class NoneOf(ImmutableArray<Condition> parts) : Condition
{
    /// <inheritdoc />
    public override bool Holds(in RequestFacts facts)
    {
        foreach (Condition part in parts)
        {
            if (part.Holds(facts))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc />
    public override string ToString() => $"none of ({string.Join(" | ", parts)})";
}
