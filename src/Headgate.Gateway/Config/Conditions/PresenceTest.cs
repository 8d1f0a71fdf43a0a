namespace Headgate.Gateway.Config.Conditions;

/// <summary><c>exists</c>.</summary>
internal sealed class PresenceTest(bool isWanted) : FactTest
{
    /// <inheritdoc />
    public override bool Passes(scoped in Fact fact) => (fact.Kind != FactKind.Absent) == isWanted;

    /// <inheritdoc />
    public override string ToString() => isWanted ? "is given" : "is not given";
}
