using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Tests.Config.Conditions;

/// <summary>A ▸ stands before the place of an error.</summary>
public sealed class ConditionReaderTests
{
    [Theory]
    [InlineData("▸request.metdata.tier: pro", "there is no field `request.metdata.tier` that a condition could ask for; did you mean `request.metadata.tier`?")]
    [InlineData("▸metadata.tier: pro", "did you mean `request.metadata.tier`?")]
    [InlineData("▸tag.env: pro", "did you mean `tags.env`?")]
    [InlineData("▸input_token: 5", "did you mean `input_tokens`?")]
    [InlineData("▸alll: []", "did you mean `all`?")]
    [InlineData("▸colour: red", "there is input_tokens, key, model, session, stream, team, request.metadata.*, tags.*, request.parameters.*")]
    [InlineData("▸tags.: red", "there is no field `tags.`")]
    [InlineData("team: { ▸mathces: a }", "there is no operator `mathces`; did you mean `matches`?")]
    [InlineData("team: { ▸equals: a }", "there is no operator `equals`; there is in, not, gt, lt, matches, exists; a plain value is for equality")]
    [InlineData("team: { ▸gt: 5 }", "`team` is no number")]
    [InlineData("stream: { ▸lt: 5 }", "`stream` is no number")]
    [InlineData("input_tokens: { ▸matches: a }", "`input_tokens` is no text")]
    [InlineData("input_tokens: ▸many", "`many` is no number, which `input_tokens` is")]
    [InlineData("input_tokens: { gt: ▸many }", "`many` is no number to compare with")]
    [InlineData("input_tokens: { in: [5, ▸many] }", "`many` is no number")]
    [InlineData("stream: ▸maybe", "`maybe` is neither true nor false, which `stream` is")]
    [InlineData("team: { exists: ▸maybe }", "`maybe` is neither true nor false")]
    [InlineData("▸team: [a, b]", "`team` cannot be a list; did you mean `{ in: […] }`?")]
    [InlineData("▸team: {}", "`team` takes a value or an operator")]
    [InlineData("team: { ▸in: [] }", "this takes 1 to 256 values")]
    [InlineData("team: { ▸in: { a: b } }", "this takes a value, not a map")]
    [InlineData("model: { matches: ▸\"(a\" }", "`(a` is no regular expression (InsufficientClosingParentheses at 2)")]
    [InlineData("model: { matches: ▸\"a(?=b)\" }", "cannot be matched in linear time")]
    [InlineData("model: { matches: ▸\"(a)\\\\1\" }", "cannot be matched in linear time")]
    [InlineData("model: { matches: ▸\"\" }", "a pattern has 1 to 512 characters")]
    [InlineData("▸any: []", "`any` takes at least one condition")]
    [InlineData("any: [ ▸pro ]", "a condition is a map of fields to what they must be, not a value")]
    [InlineData("all: [ { ▸teem: a }, { ▸kee: a } ]", "did you mean `team`?", "did you mean `key`?")]
    public void Says_what_cannot_be_meant(string marked, params string[] messages)
    {
        ImmutableArray<ConfigError> errors = Read(marked.Replace("▸", "", StringComparison.Ordinal));
        Assert.Equal(Places(marked), errors.Select(error => error.Column));
        Assert.Equal(messages.Length, errors.Length);
        Assert.All(messages.Zip(errors), pair => Assert.Contains(pair.First, pair.Second.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_condition_is_no_condition() => Assert.Contains("always holds", Assert.Single(Read("{}")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void Conditions_nest_sixteen_deep(int lists, bool isTaken) => Assert.Equal(isTaken, Read(Nested(lists)).IsEmpty);

    [Fact]
    public void What_came_out_of_a_variable_is_not_shown()
    {
        var report = new ConfigReport();
        new ConditionReader(report).Read(new ConfigNode.Map(
            default, [new ConfigMember("stream", default, new ConfigNode.Scalar(default, "secret", true, "${FLAG}"))]));
        Assert.Contains("`${FLAG}` is neither", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
    }

    private static string Nested(int lists) =>
        string.Concat(Enumerable.Repeat("{ any: [ ", lists)) + "{ team: a }" + string.Concat(Enumerable.Repeat(" ] }", lists));

    private static ImmutableArray<ConfigError> Read(string yaml)
    {
        var report = new ConfigReport();
        Condition? condition = new ConditionReader(report).Read(YamlReader.Read("when", yaml, report)!);
        Assert.Equal(report.HasErrors, condition is null);
        return report.Errors;
    }

    private static IEnumerable<int> Places(string marked)
    {
        string[] parts = marked.Split('▸');
        for (int part = 1, column = 1; part < parts.Length; part++)
        {
            column += parts[part - 1].Length;
            yield return column;
        }
    }
}
