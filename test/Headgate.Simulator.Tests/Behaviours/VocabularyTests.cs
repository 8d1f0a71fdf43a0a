using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Tests.Behaviours;

public sealed class VocabularyTests
{
    [Fact]
    public void Understands_every_word_it_lists() => Assert.All(Vocabulary.Words, word => Assert.NotNull(Vocabulary.Parse(word.Example)));

    [Fact]
    public void Joins_words_in_any_order()
    {
        var one = Vocabulary.Parse("slow-2s-drip-50ms-lorem-500-cut-after-5-reasoning");
        Assert.Equal(one, Vocabulary.Parse("reasoning-cut-after-5-lorem-500-drip-50ms-slow-2s"));
        Assert.Equal(TimeSpan.FromSeconds(2), one!.FirstTokenDelay);
        Assert.Equal(TimeSpan.FromMilliseconds(50), one.TokenDelay);
        Assert.Equal(500, one.LoremTokens);
        Assert.Equal(new StreamFault(StreamFaultKind.Cut, 5), one.Fault);
        Assert.True(one.Reasoning);
    }

    [Fact]
    public void Prefers_the_longest_word()
    {
        Assert.Equal(AnswerKind.ParallelTools, Vocabulary.Parse("parallel-tools")!.Answer);
        Assert.Equal(HoldPoint.Events, Vocabulary.Parse("hold-after-3")!.Hold);
        Assert.Equal(TimeSpan.FromSeconds(5), Vocabulary.Parse("status-429-retry-5s")!.Failure!.RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(1), Vocabulary.Parse("status-429")!.Failure!.RetryAfter);
        Assert.Null(Vocabulary.Parse("status-500")!.Failure!.RetryAfter);
    }

    [Fact]
    public void Goes_by_what_stands_after_a_vendors_name() =>
        Assert.Equal(Vocabulary.Parse("reasoning-tools"), Vocabulary.Parse("claude-sonnet-4-5:reasoning-tools"));

    [Fact]
    public void Says_enough_for_a_fault_to_strike() => Assert.True(Vocabulary.Parse("cut-after-300")!.LoremTokens > 300);

    [Theory]
    [InlineData("gpt-5-mini")]
    [InlineData("claude-haiku-4-5")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("sim/echo")]
    [InlineData("echo-")]
    [InlineData("echo:")]
    [InlineData("echo:gpt-5-mini")]
    [InlineData("ECHO")]
    [InlineData("lorem")]
    [InlineData("lorem-x")]
    [InlineData("lorem--5")]
    [InlineData("lorem-99999999999")]
    [InlineData("slow-2")]
    [InlineData("slow-ms")]
    [InlineData("slow-2h")]
    [InlineData("slow-9999999s")]
    [InlineData("status-200")]
    [InlineData("status-304")]
    [InlineData("status-600")]
    [InlineData("flaky-101")]
    public void Does_not_know_other_names(string model) => Assert.Null(Vocabulary.Parse(model));
}
