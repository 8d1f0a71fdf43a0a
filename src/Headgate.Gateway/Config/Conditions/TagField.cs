namespace Headgate.Gateway.Config.Conditions;

/// <summary><c>tags.*</c>: what the operator says of the caller's key.</summary>
internal sealed class TagField(string name) : Field($"{Prefix}{name}", FieldKind.Text)
{
    public const string Prefix = "tags.";

    /// <inheritdoc />
    public override bool Passes(in RequestFacts facts, FactTest test) => test.Passes(Fact.Of(facts.Key?.Tags.GetValueOrDefault(name)));
}
