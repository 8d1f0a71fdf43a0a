namespace Headgate.Gateway.Config.Conditions;

/// <summary>Something that conditions may ask about.</summary>
internal abstract class Field(string name, FieldKind kind)
{
    /// <summary>As it is written: <c>request.metadata.tier</c>.</summary>
    public string Name => name;

    public FieldKind Kind => kind;

    /// <summary>True when the field's value in a request passes the test.</summary>
    public abstract bool Passes(in RequestFacts facts, FactTest test);
}
