using CsCheck;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Tests.Behaviours;

public sealed class TokensTests
{
    [Fact]
    public void Joined_are_the_text_and_counted_are_as_many() => Gen.String.Sample(text =>
    {
        var tokens = Tokens.Split(text).Select(token => token.ToString()).ToList();
        Assert.Equal(text, string.Concat(tokens));
        Assert.Equal(tokens.Count, Tokens.Count(text));
        Assert.Equal(string.Concat(tokens.Take(2)), Tokens.Take(text, 2));
    });

    [Theory]
    [InlineData("", 0)]
    [InlineData("one", 1)]
    [InlineData(" one  two\n", 3)]
    [InlineData("abcdefghijklmnopq", 2)]
    public void Are_words_cut_after_16_characters(string text, int count) => Assert.Equal(count, Tokens.Count(text));

    [Fact]
    public void Never_split_a_surrogate_pair()
    {
        var text = "123456789012345" + string.Concat(Enumerable.Repeat("😀", 20));
        Assert.All(Tokens.Split(text), token => Assert.False(char.IsLowSurrogate(token.Span[0])));
        Assert.Equal(text, string.Concat(Tokens.Split(text)));
    }
}
