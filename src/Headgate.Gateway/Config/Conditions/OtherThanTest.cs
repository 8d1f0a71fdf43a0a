using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Conditions;

/// <summary><c>not</c>: equal to none of these; what is absent is.</summary>
internal sealed class OtherThanTest(ImmutableArray<Literal> values) : FactTest
{
    private readonly OneOfTest _equal = new(values);

    /// <inheritdoc />
    public override bool Passes(scoped in Fact fact) => !_equal.Passes(fact);

    /// <inheritdoc />
    public override string ToString() => values is [var only] ? $"is not {only}" : $"is none of {string.Join(", ", values)}";
}
