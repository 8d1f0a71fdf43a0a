namespace Headgate.Gateway.Config.Conditions;

/// <summary>Reads a fact of a request.</summary>
internal delegate Fact FactReader(in RequestFacts facts);

/// <summary>A field that needs no name of its own: <c>key</c>, <c>input_tokens</c>.</summary>
internal sealed class PlainField(string name, FieldKind kind, FactReader read) : Field(name, kind)
{
    /// <inheritdoc />
    public override bool Passes(in RequestFacts facts, FactTest test) => test.Passes(read(facts));
}
