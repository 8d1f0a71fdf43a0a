using System.Globalization;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Budgets;

/// <summary>
/// What one request may spend: held at all levels before each call, written down at the first, and settled once. It is the request's own, and not
/// thread-safe.
/// </summary>
internal sealed class Spending(BudgetBook book, ILedger ledger, SpendingTerms terms, TimeProvider time)
{
    /// <summary>How long an answer waits for its entry; longer, and it is not given.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>A shorter answer is of no use, and some vendors refuse to be asked for one.</summary>
    private const long LeastAnswer = 16;

    /// <summary>How many answers are bounded here, each alike, where a budget is strict and the client leaves their length open; null where none is.</summary>
    private readonly long? _bounds = terms.OutputBound is null && terms.Budgets.Any(static budget => budget.IsStrict) ? terms.Answers : null;

    private Target? _target;
    private BudgetHold? _hold;
    private ILedgerEntry? _entry;
    private CostBound _bound;
    private Money _paid;
    private Money _owed;
    private BudgetRefusal? _refusal;
    private long _covered;

    /// <summary>The most tokens that the answers may have together; null when that is left open.</summary>
    public long? OutputBound => terms.OutputBound ?? (_bounds is null ? null : _covered);

    /// <summary>The most tokens that each answer is bounded to for a strict budget, at the target covered last; null when it is not.</summary>
    public long? GivenBound => _covered / _bounds;

    /// <summary>True when a repeat of it must find it written down: then it is, before a vendor is called.</summary>
    public bool IsMarked => terms.Mark is not null;

    /// <summary>What is held; zero before the first call.</summary>
    public Money Held => _hold?.Amount ?? Money.Zero;

    /// <summary>Holds what a call can come to, before it is sent; gives why it cannot be paid for.</summary>
    /// <param name="target">What is to be called.</param>
    /// <param name="prices">Its prices; null when they are not known.</param>
    /// <param name="paid">What the calls before it have come to.</param>
    public GatewayError? Cover(Target target, ModelPrices? prices, Money paid)
    {
        if (ReferenceEquals(target, _target) && paid == _paid)
        {
            return null;
        }

        if (BoundOf(prices) is not { } bound)
        {
            if (!terms.Options.AllowsUnknownPrices && !terms.Budgets.IsEmpty)
            {
                return Unpriced(target);
            }

            bound = prices is null ? default : BoundOf(prices, tier: null) ?? default; // what is known of it
        }

        long output = terms.OutputBound ?? (_bounds is null ? terms.Options.ReserveOutput * (terms.Answers ?? 1) : terms.Options.ReserveOutput);
        if (_bounds is { } answers)
        {
            output = Math.Max(output, LeastAnswer * answers) / answers * answers;
        }

        while (TryHold(target, paid + bound.With(output)) is { } refusal)
        {
            if (Shorter(refusal, bound, paid, output) is not { } affordable)
            {
                _refusal = refusal;
                return Exceeded(refusal);
            }

            output = affordable;
        }

        (_target, _bound, _paid, _covered) = (target, bound, paid, output);
        return null;
    }

    /// <summary>
    /// Waits until what is held is written down: before the first byte of an answer, and before each further one. Holds more where an answer whose
    /// length was left open has grown beyond what is held. Gives why it cannot be given.
    /// </summary>
    /// <param name="bytes">How much the model has said in a stream: a token has at least a byte.</param>
    public ValueTask<GatewayError?> GoOnAsync(long bytes)
    {
        if (OutputBound is null && bytes > _covered && Grow(bytes) is { } refusal)
        {
            return new(refusal);
        }

        return _entry is null || _entry.Durable.IsCompletedSuccessfully ? default : AwaitAsync(_entry.Durable);
    }

    /// <summary>
    /// Takes note of what an answer has cost that was not given yet, or not to its end. Where that is more than was held, it is written down before: a
    /// crash in between charges no less.
    /// </summary>
    public void Owe(Money cost)
    {
        if (_hold is { } hold && cost > hold.Amount && cost > _owed)
        {
            _entry!.Extend(cost - (_owed > hold.Amount ? _owed : hold.Amount));
            _owed = cost;
        }
    }

    /// <summary>Gives back what is held and charges what it came to; gives by how much that is more than was held.</summary>
    /// <param name="settlement">What it came to.</param>
    public Money Settle(LedgerSettlement settlement)
    {
        if (_hold is null)
        {
            Refuse();
            return Money.Zero;
        }

        Money cost = settlement.Cost ?? Guess(settlement);
        _entry!.Settle(settlement.Cost is null && cost > Money.Zero ? settlement with { Cost = cost, IsEstimated = true } : settlement);
        _hold.Settle(cost);
        return cost > _hold.Amount ? cost - _hold.Amount : Money.Zero;
    }

    // What it cost cannot be told: the vendor served it in a class without a known price, or did not say what was used. Nothing would be too little,
    // and what was held is the most it may have come to. Where that is nothing, for want of any price, it stays unknown: it was not free.
    private Money Guess(LedgerSettlement settlement)
    {
        Money known = Money.Zero;
        foreach (LedgerAttempt attempt in settlement.Attempts)
        {
            known += attempt.Cost ?? Money.Zero;
        }

        return known > _hold!.Amount ? known : _hold.Amount;
    }

    // Known at the end alone: a cheaper target behind the one refused may have been called.
    private void Refuse()
    {
        if (_refusal is { } refusal)
        {
            book.Refuse(refusal);
        }
    }

    // In whichever of them it is served: the vendor may have no room in the one that is asked for, and serves it as usual.
    private CostBound? BoundOf(ModelPrices? prices)
    {
        if (prices?.TiersFor(terms.Tiers) is not { } tiers || BoundOf(prices, tier: null) is not { } bound)
        {
            return null;
        }

        foreach (string tier in tiers)
        {
            if (BoundOf(prices, tier) is not { } other)
            {
                return null;
            }

            bound = CostBound.Greater(bound, other);
        }

        return bound;
    }

    private CostBound? BoundOf(ModelPrices prices, string? tier)
    {
        bool isAnswered = terms.OutputBound != 0;
        if (prices.Row(terms.Arrived, terms.Bytes, tier) is not { } row || CostBound.Of(row, terms.Bytes, isAnswered) is not { } bound)
        {
            return null;
        }

        // A long request is priced as a whole by its tokens, which are fewer than its bytes: the row for short ones may be the one that holds.
        return prices.Row(terms.Arrived, 0, tier) is { } small && CostBound.Of(small, terms.Bytes, isAnswered) is { } other
            ? CostBound.Greater(bound, other)
            : bound;
    }

    private BudgetRefusal? TryHold(Target target, Money wanted)
    {
        if (_hold is not null)
        {
            return wanted > _hold.Amount ? TryExtend(wanted - _hold.Amount) : null;
        }

        _hold = book.TryHold(terms.Budgets, wanted, terms.Arrived, out BudgetRefusal? refusal);
        if (_hold is not null)
        {
            _entry = ledger.Open(new LedgerReservation
            {
                RequestId = terms.RequestId,
                Time = terms.Arrived,
                Scopes = terms.Scopes,
                Target = target.Name,
                Amount = wanted,
                Mark = terms.Mark,
            });
        }

        return refusal;
    }

    /// <summary>The longest answer, shorter than the one refused, that what is left pays for; null where it is not bounded here, or too short.</summary>
    private long? Shorter(BudgetRefusal refusal, CostBound bound, Money paid, long refused)
    {
        if (_bounds is not { } answers)
        {
            return null;
        }

        // Others spend meanwhile: what is refused again is shortened again, so that it comes to an end.
        long affordable = Math.Min(bound.Affords(LeftOf(refusal) + Held - paid), refused - 1) / answers * answers;
        return affordable >= LeastAnswer * answers && bound.PerToken > 0 ? affordable : null;
    }

    private BudgetRefusal? TryExtend(Money more)
    {
        if (_hold!.Extend(more) is { } refusal)
        {
            return refusal;
        }

        _entry!.Extend(more);
        return null;
    }

    private GatewayError? Grow(long bytes)
    {
        long wanted = Math.Max(bytes, _covered + terms.Options.ReserveOutput);
        Money total = _paid + _bound.With(wanted);
        if (_hold is { } hold && total > hold.Amount && TryExtend(total - hold.Amount) is { } refusal)
        {
            book.Refuse(refusal);
            GatewayError error = Exceeded(refusal);
            return error with { Message = $"The answer is incomplete. {error.Message}" };
        }

        _covered = wanted;
        return null;
    }

    private async ValueTask<GatewayError?> AwaitAsync(Task durable)
    {
        try
        {
            await durable.WaitAsync(Patience, time);
            return null;
        }
        catch (Exception fault) when (fault is TimeoutException or IOException)
        {
            return new GatewayError(
                ErrorKind.LedgerUnavailable, "What this request costs could not be written down in time, so it was not answered. Try again shortly.")
            {
                RetryAfter = Patience,
            };
        }
    }

    private static GatewayError Unpriced(Target target) => new(
        ErrorKind.ModelNotAllowed,
        $"The price of {target.Name} is not known, and it is held to a budget. Write its `pricing`, or `budgets: {{ unknown_price: allow }}`.");

    private GatewayError Exceeded(BudgetRefusal refusal)
    {
        Money left = LeftOf(refusal);
        string end = refusal.State.ResetsAt is { } at ? string.Create(CultureInfo.InvariantCulture, $" It begins anew at {at:yyyy-MM-dd HH:mm:ss}Z.") : "";
        return new GatewayError(
            ErrorKind.InsufficientQuota,
            $"The budget of {refusal.Budget.Scope.Kind.Owner()} has ${Max(left)} left of ${refusal.Budget.Limit} ({refusal.Budget.Period.Name()}), "
            + $"and this request may cost ${refusal.Wanted}.{end}")
        {
            ShouldRetry = false,
            RetryAfter = refusal.State.ResetsAt - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : null,
        };
    }

    private static Money LeftOf(BudgetRefusal refusal) => refusal.Budget.Limit - refusal.State.Spent - refusal.State.Held;

    private static Money Max(Money left) => left < Money.Zero ? Money.Zero : left;
}
