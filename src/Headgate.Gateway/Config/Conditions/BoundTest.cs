using System.Globalization;

namespace Headgate.Gateway.Config.Conditions;

/// <summary><c>gt</c> and <c>lt</c>: a number strictly above or below a bound.</summary>
internal sealed class BoundTest(double bound, bool isAbove) : FactTest
{
    /// <inheritdoc />
    public override bool Passes(scoped in Fact fact) => isAbove ? fact.Number > bound : fact.Number < bound;

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(isAbove ? '>' : '<')} {bound}");
}
