using Headgate.Llm.Tokens;

namespace Headgate.Llm.Tests.Tokens;

public sealed class TokenCounterTests
{
    // Counted by OpenAI's own tool for o200k_base: https://platform.openai.com/tokenizer, and tiktoken's tests.
    [Theory]
    [InlineData("", 0)]
    [InlineData("hello world", 2)]
    [InlineData("The quick brown fox jumps over the lazy dog.", 10)]
    public void Text_is_cut_as_OpenAIs_newer_models_cut_it(string text, int tokens) => Assert.Equal(tokens, TokenCounter.Count(text));

    [Theory]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("!")]
    [InlineData("7")]
    [InlineData("é")]
    [InlineData("字")]
    [InlineData("\U0001F600")]
    public void A_run_without_end_is_counted_in_pieces(string piece)
    {
        string run = string.Concat(Enumerable.Repeat(piece, 3000));

        int whole = TokenCounter.Count(run);
        int half = TokenCounter.Count(run.AsSpan(0, run.Length / 2));

        Assert.InRange(whole, (2 * half) - 4, (2 * half) + 4);
    }

    [Fact]
    public void No_text_throws()
    {
        var random = new Random(3);
        char[] text = new char[5000];
        for (int round = 0; round < 50; round++)
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (char)random.Next(round % 2 == 0 ? 0x10000 : 0x80);
            }

            Assert.True(TokenCounter.Count(text) > 0);
        }
    }
}
