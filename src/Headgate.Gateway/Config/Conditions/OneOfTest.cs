using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Conditions;

/// <summary>A plain value, and <c>in</c>: equal to one of these.</summary>
internal sealed class OneOfTest : FactTest
{
    private readonly ImmutableArray<Literal> _values;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _texts;
    private readonly ImmutableArray<double> _numbers;

    public OneOfTest(ImmutableArray<Literal> values)
    {
        _values = values;
        _texts = values.Select(value => value.Text).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _numbers = [.. values.Select(value => value.Number).OfType<double>()];
    }

    /// <inheritdoc />
    public override bool Passes(scoped in Fact fact) => fact.Kind switch
    {
        FactKind.Text => fact.Text.Length <= LongestText && _texts.Contains(fact.Text),
        FactKind.Number => _numbers.Contains(fact.Number),
        FactKind.Flag => HasFlag(fact.IsTrue),
        _ => false,
    };

    /// <inheritdoc />
    public override string ToString() => _values is [var only] ? $"is {only}" : $"is one of {string.Join(", ", _values)}";

    private bool HasFlag(bool wanted)
    {
        foreach (Literal value in _values)
        {
            if (value.Flag == wanted)
            {
                return true;
            }
        }

        return false;
    }
}
