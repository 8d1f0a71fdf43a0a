using System.Text.RegularExpressions;

namespace Headgate.Gateway.Config.Conditions;

/// <summary><c>matches</c>: text in which a regular expression is found, in time linear in its length.</summary>
internal sealed class PatternTest(string pattern) : FactTest
{
    private readonly Regex _pattern = new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    private readonly LiteralPattern? _literal = LiteralPattern.Of(pattern);

    /// <inheritdoc />
    public override bool Passes(scoped in Fact fact) => fact is { Kind: FactKind.Text, Text.Length: <= LongestText } && IsIn(fact.Text);

    /// <inheritdoc />
    public override string ToString() => $"matches {pattern}";

    private bool IsIn(ReadOnlySpan<char> text) => _literal?.IsIn(text) ?? _pattern.IsMatch(text);
}
