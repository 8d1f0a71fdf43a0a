namespace Headgate.Gateway.Config.Conditions;

/// <summary>What a condition wants of a field's value.</summary>
internal abstract class FactTest
{
    /// <summary>Text longer than this is equal to nothing and matches nothing: a test's cost is bounded, whatever clients send.</summary>
    public const int LongestText = 1024;

    /// <summary>True when the value is as wanted. What is absent passes only <c>not</c> and <c>exists: false</c>.</summary>
    public abstract bool Passes(scoped in Fact fact);

    /// <summary>As words behind a field's name: <c>is pro</c>, <c>&gt; 10</c>.</summary>
    public abstract override string ToString();
}
