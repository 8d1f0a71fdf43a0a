namespace Headgate.Gateway.Config.Conditions;

/// <summary>What has to hold of a request: a <c>when</c>, compiled. Asking it allocates nothing.</summary>
internal abstract class Condition
{
    /// <summary>True when it holds of this request.</summary>
    public abstract bool Holds(in RequestFacts facts);

    /// <summary>The part of it that does not hold, for people; to be asked only where the whole does not.</summary>
    public virtual Condition Failing(in RequestFacts facts) => this;

    /// <summary>As a sentence of its words: <c>team is platform</c>.</summary>
    public abstract override string ToString();
}
