namespace Headgate.Gateway.Config.Conditions;

/// <summary><c>request.metadata.*</c>: what the client says of its request in <c>x-headgate-metadata</c>.</summary>
internal sealed class MetadataField(string name) : Field($"{Prefix}{name}", FieldKind.Text)
{
    public const string Prefix = "request.metadata.";

    /// <inheritdoc />
    public override bool Passes(in RequestFacts facts, FactTest test) => test.Passes(Fact.Of(facts.Metadata.GetValueOrDefault(name)));
}
