using Headgate.Gateway.Credentials;
using Headgate.Llm.Providers;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Credentials;

/// <summary>
/// Hours of a token's use in virtual time: callers come in droves, the issuer is slow, fails for a while, and gives tokens of any life. What a
/// caller may rely on is held after each step.
/// </summary>
public sealed class TokenSlotSimulation
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly List<Task<CredentialAnswer>> _waiting = [];
    private (DateTimeOffset Due, TaskCompletionSource<TokenAnswer> Answer)? _question;
    private AccessToken? _held;
    private DateTimeOffset? _failedAt;
    private int _questions;
    private int _faults;

    [Fact]
    public void No_caller_waits_while_a_token_is_good_and_the_issuer_is_asked_once_at_a_time()
    {
        // What an answer sets off then runs at once, on this thread: the same seed gives the same hours.
        SynchronizationContext.SetSynchronizationContext(null);
        for (int seed = 0; seed < 200; seed++)
        {
            new TokenSlotSimulation().Run(new Random(seed));
        }
    }

    private void Run(Random random)
    {
        var slot = new TokenSlot(() => Ask(random), _time);
        for (int step = 0; step < 500; step++)
        {
            _time.Advance(TimeSpan.FromSeconds(random.NextDouble() * (random.Next(4) == 0 ? 900 : 5)));
            AnswerIfDue(random);
            for (int caller = random.Next(4); caller > 0; caller--)
            {
                Call(slot);
            }
        }

        Assert.True(_questions > 10, $"{_questions} questions");
        Assert.True(_faults > 0, "no faults");
    }

    private Task<TokenAnswer> Ask(Random random)
    {
        Assert.Null(_question);
        Assert.True(_failedAt is null || _time.GetUtcNow() - _failedAt >= TimeSpan.FromSeconds(1));
        Assert.True(_held is null || _time.GetUtcNow() >= _held.RefreshAt);
        _questions++;
        _question = (_time.GetUtcNow().AddSeconds(random.NextDouble() * 20), new TaskCompletionSource<TokenAnswer>());
        return _question.Value.Answer.Task;
    }

    private void AnswerIfDue(Random random)
    {
        if (_question is not { } question || _time.GetUtcNow() < question.Due)
        {
            return;
        }

        _question = null;
        bool fails = random.Next(3) == 0;
        _failedAt = fails ? _time.GetUtcNow() : null;
        _faults += fails ? 1 : 0;
        _held = fails ? _held : new AccessToken($"token-{_questions}", _time.GetUtcNow(), TimeSpan.FromSeconds(random.Next(30, 4000)));
        var fault = new TokenFault(UpstreamFault.Connection, $"fault-{_questions}");
        question.Answer.SetResult(fails ? fault : _held!);
        foreach (Task<CredentialAnswer> waiting in _waiting)
        {
            Assert.True(waiting.IsCompletedSuccessfully);
#pragma warning disable RS0030 // it has completed
            Assert.Equal(fails ? new CredentialAnswer(null, fault) : new CredentialAnswer(_held!.Secret, null), waiting.Result);
#pragma warning restore RS0030
        }

        _waiting.Clear();
    }

    private void Call(TokenSlot slot)
    {
        bool isGood = _held is not null && _time.GetUtcNow() < _held.EndsAt;
        Task<CredentialAnswer> call = slot.TakeAsync(CancellationToken.None).AsTask();
        if (call.IsCompleted)
        {
#pragma warning disable RS0030 // it has completed
            Assert.Equal(isGood ? _held!.Secret : null, call.Result.Secret);
#pragma warning restore RS0030
            Assert.True(isGood || _failedAt is not null);
        }
        else
        {
            Assert.False(isGood);
            Assert.NotNull(_question);
            _waiting.Add(call);
        }
    }
}
