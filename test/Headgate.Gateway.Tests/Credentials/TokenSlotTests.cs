using Headgate.Gateway.Credentials;
using Headgate.Llm.Providers;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Credentials;

public sealed class TokenSlotTests
{
    private static readonly TokenFault Refusal = new(UpstreamFault.Auth, "no");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly Queue<TaskCompletionSource<TokenAnswer>> _asked = new();
    private readonly TokenSlot _slot;
    private int _count;

    public TokenSlotTests() => _slot = new TokenSlot(
        () =>
        {
            var answer = new TaskCompletionSource<TokenAnswer>();
            _asked.Enqueue(answer);
            _count++;
            return answer.Task;
        },
        _time);

    [Fact]
    public async Task Callers_that_come_at_once_are_given_the_token_of_one_question()
    {
        CredentialAnswer[] answers = await FirstAsync(callers: 50);
        Assert.All(answers, answer => Assert.Equal("one", answer.Secret));
        Assert.Equal(1, _count);
        Assert.True(_slot.TakeAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task An_old_token_is_sent_while_a_new_one_is_asked_for()
    {
        await FirstAsync();
        _time.Advance(TimeSpan.FromSeconds(2880));
        for (int i = 0; i < 10; i++)
        {
            ValueTask<CredentialAnswer> answer = _slot.TakeAsync(CancellationToken.None);
            Assert.True(answer.IsCompletedSuccessfully);
            Assert.Equal("one", (await answer).Secret);
        }

        Assert.Equal(2, _count);
        await GiveAsync("two");
        Assert.Equal("two", (await _slot.TakeAsync(CancellationToken.None)).Secret);
    }

    [Fact]
    public async Task An_old_token_stays_while_it_is_good_and_the_issuer_is_left_alone_for_longer_and_longer()
    {
        await FirstAsync();
        _time.Advance(TimeSpan.FromSeconds(2880));
        foreach (int pause in (int[])[1, 2, 4, 8, 16, 30, 30])
        {
            Assert.Equal("one", (await _slot.TakeAsync(CancellationToken.None)).Secret);
            await RefuseAsync();
            int before = _count;
            _time.Advance(TimeSpan.FromSeconds(pause - 0.1));
            Assert.Equal("one", (await _slot.TakeAsync(CancellationToken.None)).Secret);
            Assert.Equal(before, _count);
            _time.Advance(TimeSpan.FromSeconds(0.1));
        }

        _time.Advance(TimeSpan.FromHours(1));
        ValueTask<CredentialAnswer> waiting = _slot.TakeAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        _asked.Dequeue().SetResult(Refusal);
        Assert.Same(Refusal, (await waiting).Fault);
    }

    [Fact]
    public async Task After_a_failure_nobody_asks_for_a_moment_and_all_are_told_of_it()
    {
        ValueTask<CredentialAnswer> first = _slot.TakeAsync(CancellationToken.None);
        _asked.Dequeue().SetResult(Refusal);
        Assert.Same(Refusal, (await first).Fault);
        Assert.Same(Refusal, (await _slot.TakeAsync(CancellationToken.None)).Fault);
        Assert.Equal(1, _count);
        _time.Advance(TimeSpan.FromSeconds(1));
        ValueTask<CredentialAnswer> next = _slot.TakeAsync(CancellationToken.None);
        _asked.Dequeue().SetResult(Token("two"));
        Assert.Equal("two", (await next).Secret);
    }

    [Fact]
    public async Task A_caller_that_leaves_takes_nothing_from_the_others()
    {
        using var leaving = new CancellationTokenSource();
        ValueTask<CredentialAnswer> gone = _slot.TakeAsync(leaving.Token);
        ValueTask<CredentialAnswer> staying = _slot.TakeAsync(CancellationToken.None);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await gone);
        _asked.Dequeue().SetResult(Token("one"));
        Assert.Equal("one", (await staying).Secret);
        Assert.Equal(1, _count);
    }

    [Fact]
    public async Task It_is_idle_when_its_token_is_over()
    {
        Assert.True(_slot.IsIdle);
        ValueTask<CredentialAnswer> first = _slot.TakeAsync(CancellationToken.None);
        Assert.False(_slot.IsIdle);
        _asked.Dequeue().SetResult(Token("one"));
        await first;
        Assert.False(_slot.IsIdle);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.True(_slot.IsIdle);
    }

    private async Task<CredentialAnswer[]> FirstAsync(int callers = 1)
    {
        Task<CredentialAnswer>[] waiting = [.. Enumerable.Range(0, callers).Select(_ => _slot.TakeAsync(CancellationToken.None).AsTask())];
        Assert.All(waiting, caller => Assert.False(caller.IsCompleted));
        _asked.Dequeue().SetResult(Token("one"));
        return await Task.WhenAll(waiting);
    }

    private async Task GiveAsync(string secret) => await EndAsync(Token(secret));

    private async Task RefuseAsync() => await EndAsync(Refusal);

    /// <summary>What comes after an answer may come on another thread.</summary>
    private async Task EndAsync(TokenAnswer answer)
    {
        Task renewal = _slot.Renewal!;
        _asked.Dequeue().SetResult(answer);
        await renewal;
    }

    private AccessToken Token(string secret) => new(secret, _time.GetUtcNow(), TimeSpan.FromHours(1));
}
