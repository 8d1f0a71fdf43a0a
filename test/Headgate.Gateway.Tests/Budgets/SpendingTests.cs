using System.Collections.Immutable;
using System.Text;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Budgets;

public sealed class SpendingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly BudgetScope Key = new(BudgetScopeKind.Key, "key_1");
    private static readonly BudgetScope Team = new(BudgetScopeKind.Team, "core");

    private readonly BudgetBook _book = new();
    private readonly ListLedger _ledger = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly Target _target = new(PipelineRig.First, "m", PipelineRig.First.Credentials[0]);

    /// <summary>A dollar per thousand tokens sent, two per thousand answered.</summary>
    private static ModelPrices Prices { get; } = Priced(1_000, 2_000);

    [Fact]
    public void Holds_what_is_sent_and_what_may_be_answered_at_every_level()
    {
        Spending spending = Open(bytes: 100, output: 50, Budget(Key, 10), Budget(Team, 10));

        Assert.Null(spending.Cover(_target, Prices, Money.Zero));

        Assert.Equal("0.2", spending.Held.ToString());
        Assert.Equal("0.2", _book.Look(Budget(Key, 10), Noon).Held.ToString());
        Assert.Equal("0.2", _book.Look(Budget(Team, 10), Noon).Held.ToString());
        Assert.Equal("0.2", _ledger.Only.Reservation.Amount.ToString());
        Assert.Equal([Key, Team], _ledger.Only.Reservation.Scopes);
    }

    [Fact]
    public void Tells_which_budget_has_too_little_how_much_and_when_it_begins_anew()
    {
        Spending spending = Open(bytes: 100, output: 50, Budget(Key, 10), Budget(Team, 0.1m));

        GatewayError error = spending.Cover(_target, Prices, Money.Zero)!;

        Assert.Equal(ErrorKind.InsufficientQuota, error.Kind);
        Assert.Equal(
            "The budget of this API key's team has $0.1 left of $0.1 (day), and this request may cost $0.2. It begins anew at 2026-11-24 00:00:00Z.",
            error.Message);
        Assert.Equal((TimeSpan.FromHours(12), false), (error.RetryAfter, error.ShouldRetry));
        Assert.Empty(_ledger.Entries);
        Assert.Equal(Money.Zero, _book.Look(Budget(Key, 10), Noon).Held);
    }

    [Fact]
    public void A_further_call_is_held_on_top_of_what_the_calls_before_it_have_cost()
    {
        Spending spending = Open(bytes: 100, output: 50, Budget(Key, 0.3m));
        Assert.Null(spending.Cover(_target, Prices, Money.Zero));

        Assert.Null(spending.Cover(_target, Prices, Dollars(0.05m)));
        Assert.Equal("0.25", spending.Held.ToString());
        Assert.Equal("0.25", _ledger.Only.Reserved.ToString());
        Assert.Equal(ErrorKind.InsufficientQuota, spending.Cover(_target, Prices, Dollars(0.11m))!.Kind);
        Assert.Equal("0.25", spending.Held.ToString());
    }

    [Theory]
    [InlineData("{}", "0.2")]
    [InlineData("""{"service_tier":"default"}""", "0.2")]
    [InlineData("""{"service_tier":"flex"}""", "0.2")]
    [InlineData("""{"service_tier":"priority"}""", "0.4")]
    [InlineData("""{"serviceTier":"PRIORITY"}""", "0.4")]
    [InlineData("""{"speed":"fast"}""", "1.2")]
    [InlineData("""{"inference_geo":"us"}""", "0.22")]
    [InlineData("""{"speed":"fast","inference_geo":"us"}""", "1.32")]
    [InlineData("""{"speed":"fast","service_tier":"priority"}""", "1.2")]
    public void Holds_the_dearest_of_the_tiers_that_it_may_be_served_in(string body, string held)
    {
        Spending spending = Open(Asked(body), new SpendingOptions { ReserveOutput = 100 }, Budget(Key, 10));

        Assert.Null(spending.Cover(_target, Tiered, Money.Zero));

        Assert.Equal(held, spending.Held.ToString());
    }

    [Fact]
    public void Holds_the_tier_that_the_alias_asks_for()
    {
        Spending spending = Open(
            Asked("{}", MemberEdit.SetDefault("service_tier", "\"priority\""u8.ToArray())), new SpendingOptions { ReserveOutput = 100 }, Budget(Key, 10));

        Assert.Null(spending.Cover(_target, Tiered, Money.Zero));

        Assert.Equal("0.4", spending.Held.ToString());
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "0.2")]
    public void A_tier_without_a_known_price_is_refused_or_held_as_usual(bool isAllowed, string? held)
    {
        SpendingOptions options = new() { ReserveOutput = 100, AllowsUnknownPrices = isAllowed };
        Spending spending = Open(Asked("""{"service_tier":"scale"}"""), options, Budget(Key, 10));

        GatewayError? error = spending.Cover(_target, Tiered, Money.Zero);

        Assert.Equal((!isAllowed, held ?? "0"), (error is not null, spending.Held.ToString()));
    }

    [Fact]
    public void A_cheaper_target_needs_no_more_than_is_held()
    {
        Spending spending = Open(bytes: 100, output: 50, Budget(Key, 0.2m));
        Assert.Null(spending.Cover(_target, Prices, Money.Zero));

        Assert.Null(spending.Cover(new Target(PipelineRig.Second, "m", PipelineRig.Second.Credentials[0]), Priced(1, 2), Money.Zero));

        Assert.Equal("0.2", spending.Held.ToString());
    }

    [Fact]
    public async Task An_answer_that_grows_holds_more_in_steps_and_ends_where_there_is_no_more()
    {
        Spending spending = Open(bytes: 0, output: null, Budget(Key, 0.5m));
        Assert.Null(spending.Cover(_target, Prices, Money.Zero));
        Assert.Equal("0.2", spending.Held.ToString());

        Assert.Null(await spending.GoOnAsync(100));
        Assert.Equal("0.2", spending.Held.ToString());
        Assert.Null(await spending.GoOnAsync(101));
        Assert.Equal("0.4", spending.Held.ToString());

        GatewayError error = (await spending.GoOnAsync(201))!;
        Assert.Equal(ErrorKind.InsufficientQuota, error.Kind);
        Assert.StartsWith("The answer is incomplete. The budget of this API key", error.Message, StringComparison.Ordinal);
        Assert.Equal("0.4", spending.Held.ToString());
    }

    [Fact]
    public async Task An_answer_whose_length_the_client_bounds_holds_no_more()
    {
        Spending spending = Open(bytes: 0, output: 10, Budget(Key, 0.02m));
        Assert.Null(spending.Cover(_target, Prices, Money.Zero));

        Assert.Null(await spending.GoOnAsync(1_000_000));
    }

    [Fact]
    public async Task A_strict_budget_bounds_an_answer_that_the_client_leaves_open()
    {
        Spending spending = Open(bytes: 0, output: null, Budget(Key, 10), Budget(Team, 10) with { IsStrict = true });
        Assert.Null(spending.Cover(_target, Prices, Money.Zero));

        Assert.Equal((100, 100), (spending.GivenBound, spending.OutputBound));
        Assert.Null(await spending.GoOnAsync(1_000_000));
        Assert.Equal("0.2", spending.Held.ToString());
    }

    [Fact]
    public void A_strict_budget_that_pays_for_less_bounds_it_to_that()
    {
        Spending spending = Open(bytes: 10, output: null, Budget(Key, 0.1m) with { IsStrict = true }, Budget(Team, 0.0991m));
        Assert.Null(spending.Cover(_target, Prices, Money.Zero));

        Assert.Equal(44, spending.GivenBound); // of 9.91 cents, 1 for what is sent, 0.2 a token
        Assert.Equal("0.098", spending.Held.ToString());

        Spending late = Open(bytes: 10, output: null, Budget(Key, 0.139m) with { IsStrict = true });
        Assert.Equal(ErrorKind.InsufficientQuota, late.Cover(_target, Prices, Money.Zero)!.Kind); // 15 tokens are no answer
        Assert.Null(Open(bytes: 10, output: null, Budget(Key, 0.14m) with { IsStrict = true }).Cover(_target, Prices, Money.Zero));
    }

    [Fact]
    public void A_further_call_is_bounded_anew_by_what_the_calls_before_it_have_left()
    {
        Spending spending = Open(bytes: 10, output: null, Budget(Key, 0.2m) with { IsStrict = true });
        Assert.Null(spending.Cover(_target, Prices, Money.Zero));
        Assert.Equal(95, spending.GivenBound);

        Assert.Null(spending.Cover(_target, Prices, Dollars(0.1m)));
        Assert.Equal(45, spending.GivenBound);
        Assert.Null(spending.Cover(new Target(PipelineRig.Second, "m", PipelineRig.Second.Credentials[0]), Priced(1, 2), Dollars(0.1m)));
        Assert.Equal(100, spending.GivenBound);
        Assert.Equal("0.2", spending.Held.ToString());
    }

    [Fact]
    public void Several_answers_share_what_there_is()
    {
        Spending spending = Open(bytes: 0, output: null, new SpendingOptions { ReserveOutput = 100 }, answers: 3, Budget(Key, 0.119m) with { IsStrict = true });
        Assert.Null(spending.Cover(_target, Prices, Money.Zero));

        Assert.Equal((19, 57), (spending.GivenBound, spending.OutputBound));
    }

    [Fact]
    public void A_bound_of_the_clients_own_stays_as_it_is()
    {
        Spending spending = Open(bytes: 0, output: 50, Budget(Key, 0.09m) with { IsStrict = true });

        Assert.Equal(ErrorKind.InsufficientQuota, spending.Cover(_target, Prices, Money.Zero)!.Kind);
        Assert.Null(spending.GivenBound);
    }

    [Fact]
    public async Task No_answer_is_given_before_it_is_written_down_and_none_after_a_second()
    {
        TaskCompletionSource written = new();
        _ledger.Durable = written.Task;
        Spending spending = Open(bytes: 100, output: 50, Budget(Key, 10));
        spending.Cover(_target, Prices, Money.Zero);

        ValueTask<GatewayError?> slow = spending.GoOnAsync(0);
        Assert.False(slow.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ErrorKind.LedgerUnavailable, (await slow)!.Kind);

        ValueTask<GatewayError?> inTime = spending.GoOnAsync(0);
        written.SetResult();
        Assert.Null(await inTime);
    }

    [Fact]
    public async Task An_entry_that_cannot_be_written_is_no_answer()
    {
        _ledger.Durable = Task.FromException(new IOException("full"));
        Spending spending = Open(bytes: 100, output: 50, Budget(Key, 10));
        spending.Cover(_target, Prices, Money.Zero);

        Assert.Equal(ErrorKind.LedgerUnavailable, (await spending.GoOnAsync(0))!.Kind);
    }

    [Fact]
    public void Settling_gives_back_what_is_held_and_tells_what_was_not()
    {
        Spending spending = Open(bytes: 100, output: 50, Budget(Key, 10));
        spending.Cover(_target, Prices, Money.Zero);

        Assert.Equal("0.05", spending.Settle(new LedgerSettlement { Cost = Dollars(0.25m) }).ToString());

        BudgetState state = _book.Look(Budget(Key, 10), Noon);
        Assert.Equal(("0.25", Money.Zero), (state.Spent.ToString(), state.Held));
        Assert.Equal("0.25", _ledger.Only.Settlement!.Cost.ToString());
    }

    [Fact]
    public async Task An_answer_that_has_cost_more_than_was_held_is_written_down_at_that_before_it_is_given()
    {
        Spending spending = Open(bytes: 100, output: null, Budget(Key, 10));
        spending.Cover(_target, Prices, Money.Zero);
        Money held = spending.Held;

        spending.Owe(held - Dollars(0.01m));
        Assert.Equal(held, _ledger.Only.Reserved);
        var writing = new TaskCompletionSource();
        _ledger.Durable = writing.Task;
        spending.Owe(held + Dollars(0.2m));
        Task<GatewayError?> given = spending.GoOnAsync(0).AsTask();

        Assert.False(given.IsCompleted);
        Assert.Equal(held + Dollars(0.2m), _ledger.Only.Reserved);
        writing.SetResult();
        Assert.Null(await given);
        spending.Owe(held + Dollars(0.2m));
        Assert.Equal(held + Dollars(0.2m), _ledger.Only.Reserved);
        Assert.Equal("0.2", spending.Settle(new LedgerSettlement { Cost = held + Dollars(0.2m) }).ToString());
    }

    [Fact]
    public void What_cannot_be_priced_in_the_end_is_charged_at_what_was_held_as_an_estimate()
    {
        Spending spending = Open(bytes: 100, output: 50, Budget(Key, 10));
        spending.Cover(_target, Prices, Money.Zero);

        Assert.Equal(Money.Zero, spending.Settle(new LedgerSettlement { Cost = null }));

        BudgetState state = _book.Look(Budget(Key, 10), Noon);
        Assert.Equal(("0.2", Money.Zero), (state.Spent.ToString(), state.Held));
        Assert.Equal(("0.2", true), (_ledger.Only.Settlement!.Cost.ToString(), _ledger.Only.Settlement.IsEstimated));
    }

    [Fact]
    public void What_calls_are_known_to_have_cost_is_charged_where_it_is_more_than_was_held()
    {
        Spending spending = Open(bytes: 100, output: 50, Budget(Key, 10));
        spending.Cover(_target, Prices, Money.Zero);

        Money overrun = spending.Settle(new LedgerSettlement
        {
            Cost = null,
            Attempts = [new("first/m", new Usage(), Dollars(0.7m), "m"), new("second/m", new Usage(), null, null)],
        });

        Assert.Equal("0.5", overrun.ToString());
        Assert.Equal("0.7", _book.Look(Budget(Key, 10), Noon).Spent.ToString());
    }

    [Fact]
    public void A_request_that_asks_for_more_than_can_be_counted_is_refused_and_gives_nobody_anything()
    {
        foreach (long output in (long[])[long.MaxValue, 1_000_000_000_000, -709_551_616])
        {
            Spending spending = Open(bytes: 0, output, Budget(Key, 10));
            GatewayError? refused = spending.Cover(_target, Priced(1_000_000_000, 2_000_000_000), Money.Zero);

            Assert.Equal(output > 0 ? ErrorKind.InsufficientQuota : null, refused?.Kind);
            Assert.Equal(Money.Zero, _book.Look(Budget(Key, 10), Noon).Held);
        }
    }

    [Fact]
    public void Each_of_several_answers_whose_length_is_open_is_held()
    {
        Spending spending = Open(bytes: 0, output: null, new SpendingOptions { ReserveOutput = 100 }, answers: 3, Budget(Key, 10));

        Assert.Null(spending.Cover(_target, Prices, Money.Zero));

        Assert.Equal("0.6", spending.Held.ToString());
    }

    [Fact]
    public void An_answer_that_may_be_spoken_is_held_at_the_price_of_speech()
    {
        var row = new PriceRow([new(PriceMeter.Input, 1), new(PriceMeter.Output, 10), new(PriceMeter.OutputAudio, 64)]);

        Assert.Equal(64, CostBound.Of(row, 1, isAnswered: true)!.Value.PerToken);
    }

    [Fact]
    public void A_request_that_was_never_sent_settles_nothing()
    {
        Spending spending = Open(bytes: 100, output: 50, Budget(Key, 10));

        Assert.Equal(Money.Zero, spending.Settle(new LedgerSettlement { Cost = null }));
        Assert.Empty(_ledger.Entries);
    }

    [Fact]
    public void A_model_without_a_price_is_refused_unless_the_operator_allows_it()
    {
        GatewayError error = Open(bytes: 1, output: 1, Budget(Key, 10)).Cover(_target, null, Money.Zero)!;
        Assert.Equal(ErrorKind.ModelNotAllowed, error.Kind);
        Assert.Contains("first/m", error.Message, StringComparison.Ordinal);

        Spending allowed = Open(bytes: 1, output: 1, new SpendingOptions { AllowsUnknownPrices = true }, Budget(Key, 10));
        Assert.Null(allowed.Cover(_target, null, Money.Zero));
        Assert.Equal(Money.Zero, _ledger.Only.Reservation.Amount);

        allowed.Settle(new LedgerSettlement { Cost = null });
        Assert.Null(_ledger.Only.Settlement!.Cost); // it was not free, and must not be taken for that
    }

    private Spending Open(long bytes, long? output, params ImmutableArray<Budget> budgets) =>
        Open(bytes, output, new SpendingOptions { ReserveOutput = 100 }, budgets);

    private Spending Open(long bytes, long? output, SpendingOptions options, params ImmutableArray<Budget> budgets) =>
        Open(bytes, output, options, 1, budgets);

    private Spending Open(long bytes, long? output, SpendingOptions options, long answers, params ImmutableArray<Budget> budgets) => new(_book, _ledger, new SpendingTerms
    {
        RequestId = "req_1",
        Arrived = Noon,
        Budgets = budgets,
        Scopes = [Key, Team],
        Bytes = bytes,
        OutputBound = output,
        Answers = answers,
        Options = options,
    }, _time);

    private Spending Open(AskedTiers asked, SpendingOptions options, Budget budget) => new(_book, _ledger, new SpendingTerms
    {
        RequestId = "req_1",
        Arrived = Noon,
        Budgets = [budget],
        Scopes = [Key, Team],
        Bytes = 100,
        OutputBound = 50,
        Answers = 1,
        Tiers = asked,
        Options = options,
    }, _time);

    private static AskedTiers Asked(string body, params ImmutableArray<MemberEdit> edits)
    {
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes(body), out JsonScan? scan, out _));
        return RequestTiers.Asked(scan, edits);
    }

    private static Budget Budget(BudgetScope scope, decimal dollars) => new(scope, Dollars(dollars), BudgetPeriod.Day, TimeZoneInfo.Utc);

    private static Money Dollars(decimal dollars) => Money.TryFrom(dollars, out Money money) ? money : throw new ArgumentException("too fine");

    /// <summary>Dollars per million tokens.</summary>
    /// <summary>The same, by tiers.</summary>
    private static ModelPrices Tiered { get; } = new()
    {
        Model = "m",
        Vendor = "first",
        Steps = Prices.Steps,
        Tiers = ImmutableSortedDictionary.CreateRange<string, decimal>([new("flex", 0.5m), new("priority", 2), new("fast", 6), new("us", 1.1m), new("fast+us", 6.6m)]),
    };

    private static ModelPrices Priced(long input, long output) => new()
    {
        Model = "m",
        Vendor = "first",
        Steps =
        [
            new PriceStep(new PriceRow(
            [
                new KeyValuePair<PriceMeter, long>(PriceMeter.Input, input * 1_000_000_000),
                new KeyValuePair<PriceMeter, long>(PriceMeter.Output, output * 1_000_000_000),
            ])),
        ],
    };
}
