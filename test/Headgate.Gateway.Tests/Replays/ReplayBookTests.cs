using System.Buffers;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Replays;
using Headgate.Gateway.Tests.Pipeline.Rig;

namespace Headgate.Gateway.Tests.Replays;

public sealed class ReplayBookTests
{
    private const int Answer = 10_000;

    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly Money Cent = new(10_000_000);

    private readonly ReplayBook _book = new(() => 50_000, maxAnswerBytes: 20_000, maxOthers: 3);

    [Fact]
    public void The_answer_that_ended_longest_ago_goes_first()
    {
        for (int i = 0; i < 6; i++)
        {
            Answered($"{i}", Answer);
        }

        Assert.Null(Look("0"));
        Assert.Equal(Answer, Look("5")!.Answer!.Body.Length);
        Assert.InRange(_book.Bytes, 0, 50_000);
    }

    [Fact]
    public void What_is_open_is_never_forgotten()
    {
        ReplayClaim open = Enter("open")!;
        for (int i = 0; i < 10; i++)
        {
            Answered($"{i}", Answer);
        }

        Assert.Equal(ReplayState.Open, Look("open")!.State);
        open.End(Money.Zero);
        Assert.NotNull(Enter("open"));
    }

    [Fact]
    public void An_answer_that_does_not_fit_beside_open_ones_is_given_up_and_its_memory_is_free()
    {
        ReplayClaim[] open = [.. Enumerable.Range(0, 4).Select(i => Enter($"{i}")!)];
        foreach (ReplayClaim claim in open)
        {
            claim.Begin(200, "application/json", 15_000);
            Say(claim, 15_000);
        }

        Assert.InRange(_book.Bytes, 0, 50_000);
        foreach (ReplayClaim claim in open)
        {
            claim.End(Cent);
        }

        Assert.Contains(Enumerable.Range(0, 4), i => Look($"{i}") is { State: ReplayState.Charged });
        Assert.Contains(Enumerable.Range(0, 4), i => Look($"{i}") is { State: ReplayState.Answered });
    }

    [Fact]
    public void A_large_answer_is_not_kept_and_leaves_no_memory_taken()
    {
        ReplayClaim claim = Enter("large")!;
        Say(claim, 15_000);
        Say(claim, 15_000);
        claim.IsAnswered = true;
        claim.End(Cent);

        Assert.Equal(ReplayState.Charged, Look("large")!.State);
        Assert.Equal(0, _book.Bytes);
    }

    [Fact]
    public void Memory_comes_back_to_nothing_a_day_after()
    {
        for (int i = 0; i < 3; i++)
        {
            Answered($"{i}", Answer);
        }

        Answered("later", 0, Noon.AddDays(1));

        Assert.Equal(0, _book.Bytes);
    }

    [Fact]
    public void Of_those_without_an_answer_so_many_are_remembered_and_no_answer_goes_for_them()
    {
        Answered("answered", Answer);
        for (int i = 0; i < 4; i++)
        {
            Enter($"{i}")!.End(Money.Zero);
        }

        Assert.Null(Look("0"));
        Assert.Equal(ReplayState.Answered, Look("answered")!.State);
        Assert.True(IsKnownToBeFree("3"));
        Assert.False(IsKnownToBeFree("0"));

        bool IsKnownToBeFree(string name)
        {
            var claim = new ReplayClaim(_book, new RequestMark(KeyDigest.Of(name), default), "req_3", Noon);
            Assert.Null(_book.Enter(claim));
            return claim.IsConfirmed;
        }
    }

    [Fact]
    public void Many_at_once_under_one_name_are_let_in_once()
    {
        ReplayClaim?[] entered = new ReplayClaim?[64];
        Parallel.For(0, entered.Length, i => entered[i] = Enter("one"));

        Assert.Single(entered, claim => claim is not null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_recorded_is_what_was_written_however_it_was_written(bool inSpans)
    {
        ReplayClaim claim = Enter("one")!;
        var client = new FakeReply();
        var reply = new RecordedReply(client, claim);
        reply.Start(200, "text/plain", null);
        byte[] text = [.. Enumerable.Range(0, 9_000).Select(i => (byte)i)];
        for (int i = 0; i < text.Length; i += 90)
        {
            if (inSpans)
            {
                reply.Body.Write(text.AsSpan(i, 90));
            }
            else
            {
                text.AsMemory(i, 90).CopyTo(reply.Body.GetMemory(200));
                reply.Body.Advance(40);
                reply.Body.Advance(50);
            }
        }

        claim.IsAnswered = true;
        claim.End(Cent);

        Assert.Equal(text, Look("one")!.Answer!.Body.ToArray());
        Assert.Equal(text, client.Bytes);
    }

    private static void Say(ReplayClaim claim, int bytes) => claim.Take(new byte[bytes]);

    private void Answered(string name, int bytes, DateTimeOffset? at = null)
    {
        ReplayClaim claim = Enter(name, at)!;
        claim.Begin(200, "application/json", bytes);
        Say(claim, bytes);
        claim.End(Cent);
    }

    private ReplayClaim? Enter(string name, DateTimeOffset? at = null)
    {
        var claim = new ReplayClaim(_book, new RequestMark(KeyDigest.Of(name), default), "req_1", at ?? Noon);
        if (_book.Enter(claim) is not null)
        {
            return null;
        }

        claim.IsConfirmed = true;
        return claim;
    }

    /// <summary>What is known of a name; null when nothing is. It is left as it was.</summary>
    private ReplayEntry? Look(string name)
    {
        var claim = new ReplayClaim(_book, new RequestMark(KeyDigest.Of(name), default), "req_2", Noon);
        ReplayEntry? known = _book.Enter(claim);
        if (known is null)
        {
            _book.Leave(claim);
        }

        return known;
    }
}
