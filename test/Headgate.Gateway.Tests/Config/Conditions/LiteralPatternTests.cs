using System.Text.RegularExpressions;
using CsCheck;
using Headgate.Gateway.Config.Conditions;

namespace Headgate.Gateway.Tests.Config.Conditions;

/// <summary>What is taken for text alone is found where the regular expression is found.</summary>
public sealed class LiteralPatternTests
{
    private static readonly string[] Pieces =
    [
        "a", "b", "ab", "^", "$", "[.]", "[a]", "[^]", "[\\]", "[ab]", "\\.", "\\$", "\\d", "\\", ".", "a*", "a+", "(a)", "a|b", "a{2}", "}", "]", "\n", "é",
    ];

    private static readonly Gen<string> Pattern = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 4].Select(string.Concat);

    private static readonly Gen<string> Text = Gen.Char["ab.$d}]\n^\\é"].Array[0, 6].Select(letters => new string(letters));

    [Theory]
    [InlineData("^gpt-")]
    [InlineData("@example[.]com$")]
    [InlineData("""@example\.com$""")]
    [InlineData("^exact$")]
    [InlineData("somewhere")]
    [InlineData("")]
    public void Text_is_text(string pattern) => Assert.NotNull(LiteralPattern.Of(pattern));

    [Theory]
    [InlineData("gpt|claude")]
    [InlineData("""\d""")]
    [InlineData("""\n""")]
    [InlineData("a.c")]
    [InlineData("a+")]
    [InlineData("[ab]")]
    [InlineData("[^a]")]
    [InlineData("(?i)a")]
    [InlineData("a$b")]
    public void More_than_text_is_none(string pattern) => Assert.Null(LiteralPattern.Of(pattern));

    [Fact]
    public void It_is_found_where_the_regular_expression_is() =>
        Gen.Select(Pattern, Text).Where((pattern, _) => IsOne(pattern)).Sample(
            (pattern, text) => LiteralPattern.Of(pattern)?.IsIn(text) is not { } found
                || found == Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant),
            iter: 20_000);

    private static bool IsOne(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking);
            return true;
        }
        catch (Exception broken) when (broken is RegexParseException or NotSupportedException)
        {
            Assert.True(LiteralPattern.Of(pattern) is null, pattern);
            return false;
        }
    }
}
