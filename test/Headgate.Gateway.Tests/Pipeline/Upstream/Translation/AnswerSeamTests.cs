using System.Text;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Translation;

/// <summary>Where a second vendor's answer is joined to what a first has told.</summary>
public sealed class AnswerSeamTests
{
    private static readonly string[] Words = ["a", "ha ", "\n", " ", "wörld", "\n\n", "ab", "the ", "😀"];

    [Fact]
    public void However_it_is_cut_and_whatever_is_said_again_the_answer_is_told_once()
    {
        for (int seed = 0; seed < 10_000; seed++)
        {
            var chance = new Random(seed);
            string told = Text(chance, 1, 12);
            if (string.IsNullOrWhiteSpace(told))
            {
                continue;
            }

            // A vendor is given no blank at the end, and says it itself.
            string rest = Text(chance, 1, 8);
            string said = told[AnswerSeam.Given(told).Length..] + rest;
            bool echoes = chance.Next(2) == 0;
            var seam = new AnswerSeam(told, null, echoes);

            string joined = Join(seam, Cut(chance, (echoes ? AnswerSeam.Given(told) : "") + said));

            Assert.True(told + rest == told + joined, $"seed {seed}: \"{told}\" and \"{rest}\" came as \"{joined}\"");
        }
    }

    [Fact]
    public void What_begins_like_an_echo_and_is_none_is_told()
    {
        var seam = new AnswerSeam("one two three", null, mayEcho: true);

        Assert.Equal("one two four", Join(seam, ["one", " two", " four"]));
        Assert.Equal("one two", Join(new AnswerSeam("one two three", null, mayEcho: true), ["one two"], ends: true));
    }

    [Fact]
    public void A_second_beginning_is_not_told_and_thinking_cannot_follow()
    {
        var seam = new AnswerSeam("told", new Usage { InputText = 3, OutputText = 2 }, mayEcho: false);
        List<ChatEvent> joined = [];

        Assert.True(seam.TryJoin(new ChatEvent.Started("id", "model") { Protocol = WireProtocol.OpenAIChat }, joined));
        Assert.True(seam.TryJoin(new ChatEvent.ReasoningDelta(0, ""), joined));
        Assert.True(seam.TryJoin(new ChatEvent.UsageReported(new Usage { InputText = 5, OutputText = 7 }), joined));
        Assert.False(seam.TryJoin(new ChatEvent.ReasoningDelta(0, "hm"), joined));
        Assert.False(seam.TryJoin(new ChatEvent.ReasoningSigned(0, "s", WireProtocol.AnthropicMessages), joined));
        Assert.False(seam.TryJoin(new ChatEvent.RefusalDelta(0, "no"), joined));
        Assert.Equal([new ChatEvent.UsageReported(new Usage { InputText = 8, OutputText = 9 })], joined);
    }

    private static string Join(AnswerSeam seam, IEnumerable<string> pieces, bool ends = false)
    {
        List<ChatEvent> joined = [];
        foreach (string piece in pieces)
        {
            Assert.True(seam.TryJoin(new ChatEvent.TextDelta(0, piece), joined));
        }

        if (ends)
        {
            Assert.True(seam.TryJoin(new ChatEvent.Finished(0, FinishReason.Stop, null), joined));
        }

        return string.Concat(joined.OfType<ChatEvent.TextDelta>().Select(delta => delta.Text));
    }

    private static string Text(Random chance, int least, int most)
    {
        var text = new StringBuilder();
        for (int words = chance.Next(least, most); words > 0; words--)
        {
            text.Append(Words[chance.Next(Words.Length)]);
        }

        return text.ToString();
    }

    private static List<string> Cut(Random chance, string text)
    {
        List<string> pieces = [];
        for (int at = 0; at < text.Length;)
        {
            int length = Math.Min(chance.Next(0, 5), text.Length - at);
            pieces.Add(text.Substring(at, length));
            at += length;
        }

        return pieces;
    }
}
