using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>
/// A call, and one of the next target beside it once its first token is late: whoever has content first answers, the other is given up. Nothing of a
/// stream has been sent by then, so that the client hears of one alone. Both are held against the budgets, and both are paid for.
/// </summary>
/// <param name="upstream">Makes calls.</param>
/// <param name="walk">The plan.</param>
/// <param name="terms">What both calls have in common.</param>
/// <param name="hedge">When there is a second call.</param>
/// <param name="time">The clock.</param>
internal sealed class CallRace(UpstreamCall upstream, PlanWalk walk, CallTerms terms, HedgeOptions hedge, TimeProvider time)
{
    private readonly HedgeBudget _budget = walk.HedgesOf(terms.Alias);

    private static readonly GatewayError Dear = new(ErrorKind.InsufficientQuota, "A second call may cost more than it may.");

    private RequestTrace Request => terms.Request;

    /// <summary>True where a second call may be made: of a stream that no vendor is to store, whose length is not for a strict budget to bound.</summary>
    public static bool IsFor(CallTerms terms) =>
        terms is { Inbound: { IsStream: true, IsStoring: false }, Request: { Spending: null or { GivenBound: null } } };

    /// <summary>The request came.</summary>
    public void Requested() => _budget.Requested(hedge.Percent);

    /// <summary>Makes a call, or two; gives what answered, or what the last of them met.</summary>
    public async ValueTask<CallResult> SendAsync(TargetCall call)
    {
        Money paid = Request.Cost ?? Request.Spending?.Held ?? Money.Zero;
        using Racer first = Start(call, isHedge: false);
        try
        {
            if (!await IsLateAsync(first) || await EnterBesideAsync(first) is not { } beside)
            {
                return await first.Result;
            }

            Money held = Request.Spending?.Held ?? Money.Zero;
            using Racer second = Start(beside, isHedge: true);
            return await AnswerAsync(first, second, paid, held);
        }
        catch
        {
            await GiveUpAsync(first);
            throw;
        }
    }

    private Racer Start(TargetCall call, bool isHedge)
    {
        var outrun = new CancellationTokenSource();
        Task<CallResult> result = upstream.SendAsync(call, terms, isHedge, outrun.Token).AsTask();
        return new Racer(call.Target, result, Request.Attempts[^1], outrun);
    }

    private async ValueTask<bool> IsLateAsync(Racer first)
    {
        using var over = new CancellationTokenSource();
        await Task.WhenAny(first.Result, Task.Delay(hedge.After, time, over.Token));
        End(over);
        return !first.Result.IsCompleted;
    }

    /// <summary>The call beside; null where none may be made, can be, or is needed any more.</summary>
    private async ValueTask<TargetCall?> EnterBesideAsync(Racer first)
    {
        if (_budget.IsSpent || walk.IsAtItsEnd(Request.Attempts.Count) || await walk.BesideAsync(RefuseAsync) is not { } beside)
        {
            return null;
        }

        if (!first.Result.IsCompleted && _budget.TryTake())
        {
            if (Request.Spending?.Cover(beside.Target, terms.Config.Prices.Of(beside.Target), Request.Spending.Held) is null)
            {
                return beside;
            }

            _budget.GiveBack();
        }

        beside.Leave();
        return null;
    }

    private async ValueTask<GatewayError?> RefuseAsync(Target target) =>
        terms.Translation is { } translation && await translation.RefuseAsync(target, terms.EndsAt, terms.Departed) is { } untold ? untold
            : hedge.MaxCost is { } most && !(CostOf(target) <= most) ? Dear
            : null;

    /// <summary>The most that a call comes to by about how many tokens it sends; null where that is not known.</summary>
    private Money? CostOf(Target target)
    {
        long output = terms.Inbound.Protocol.OutputBound(terms.Inbound.Scan) ?? terms.Config.Spending.ReserveOutput;
        return terms.Config.Prices.Of(target).Row(Request.Arrived, terms.Inbound.InputTokens) is { } row
            ? CostBound.Of(row, terms.Inbound.InputTokens, isAnswered: true)?.With(output)
            : null;
    }

    private async ValueTask<CallResult> AnswerAsync(Racer first, Racer second, Money paid, Money held)
    {
        try
        {
            await Task.WhenAny(first.Result, second.Result);
            Racer ahead = first.Result.IsCompleted ? first : second;
            Racer other = ReferenceEquals(ahead, first) ? second : first;
            if ((await ahead.Result).Failed(out _, out _))
            {
                ahead = other;
            }

            CallResult result = await ahead.Result;
            if (result.Failed(out _, out _))
            {
                (await first.Result).Failed(out AttemptFailure? failure, out _);
                walk.BothFailed(failure!);
                return await second.Result;
            }

            await GiveUpAsync(ReferenceEquals(ahead, first) ? second : first);
            Request.Answered(ahead.Trace); // both may have
            if (ReferenceEquals(ahead, first))
            {
                // From here on what is held grows with the first's answer; the second stays held at the most that it can have come to.
                Request.Spending?.Cover(first.Target, terms.Config.Prices.Of(first.Target), paid + (Request.Spending.Held - held));
            }

            return result;
        }
        catch
        {
            await GiveUpAsync(second);
            throw;
        }
    }

    /// <summary>Ends a call that is no longer needed, and waits until it has: what it used is known by then, as far as it will be.</summary>
    private static async ValueTask GiveUpAsync(Racer racer)
    {
        End(racer.Outrun);
        try
        {
            if (!(await racer.Result).Failed(out _, out UpstreamReply? reply))
            {
                racer.Trace.Outrun();
                racer.Trace.Used(reply.Usage, null);
                reply.Dispose();
            }
        }
        catch (OperationCanceledException)
        {
            // The client has left, too.
        }
    }

    /// <summary>At once, and not in some thread's good time.</summary>
    private static void End(CancellationTokenSource source) => source.Cancel();

    /// <summary>A call under way.</summary>
    private sealed record Racer(Target Target, Task<CallResult> Result, AttemptTrace Trace, CancellationTokenSource Outrun) : IDisposable
    {
        public void Dispose() => Outrun.Dispose();
    }
}
