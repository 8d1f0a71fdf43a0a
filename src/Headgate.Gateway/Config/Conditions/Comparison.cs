namespace Headgate.Gateway.Config.Conditions;

/// <summary>One field, one test.</summary>
internal sealed class Comparison(Field field, FactTest test) : Condition
{
    /// <inheritdoc />
    public override bool Holds(in RequestFacts facts) => field.Passes(facts, test);

    /// <inheritdoc />
    public override string ToString() => $"{field.Name} {test}";
}
