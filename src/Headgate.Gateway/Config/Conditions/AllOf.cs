using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Conditions;

/// <summary>A map's entries, and <c>all</c>: every part holds.</summary>
internal sealed class AllOf(ImmutableArray<Condition> parts) : Condition
{
    /// <inheritdoc />
    public override bool Holds(in RequestFacts facts)
    {
        foreach (Condition part in parts)
        {
            if (!part.Holds(facts))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc />
    public override Condition Failing(in RequestFacts facts)
    {
        foreach (Condition part in parts)
        {
            if (!part.Holds(facts))
            {
                return part.Failing(facts);
            }
        }

        return this;
    }

    /// <inheritdoc />
    public override string ToString() => string.Join(" and ", parts);
}
