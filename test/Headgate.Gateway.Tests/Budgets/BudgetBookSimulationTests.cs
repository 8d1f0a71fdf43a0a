using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Tests.Budgets;

/// <summary>Random requests over a hierarchy, checked against a plain account of what is open and what was paid, after every step.</summary>
public sealed class BudgetBookSimulationTests
{
    private const int Seeds = 10_000;
    private const int Steps = 120;
    private const int Kinds = 6;

    private static readonly ImmutableArray<TimeZoneInfo> Zones =
        [.. new[] { "UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu" }.Select(TimeZoneInfo.FindSystemTimeZoneById)];

    [Fact]
    public void No_interleaving_of_holds_extensions_settlings_and_resets_spends_more_than_there_is()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            World world = new(seed);
            for (int step = 0; step < Steps; step++)
            {
                world.Step();
                world.Check();
            }

            world.SettleAll();
            world.Check();
        }
    }

    private sealed class World
    {
        private readonly Random _random;
        private readonly BudgetBook _book = new();
        private readonly ImmutableArray<Budget> _budgets;
        private readonly List<Open> _open = [];
        private readonly Dictionary<(int Level, BudgetSpan Span), long> _paid = [];
        private readonly int _seed;
        private DateTimeOffset _now;

        public World(int seed)
        {
            _seed = seed;
            _random = new Random(seed);
            _now = new DateTimeOffset(2026, 3, 28, 20, 0, 0, TimeSpan.Zero).AddMinutes(_random.Next(0, 400_000));
            _budgets = [.. Enumerable.Range(0, 2 * Kinds).Select(NewBudget)];
        }

        public void Step()
        {
            switch (_random.Next(10))
            {
                case < 4:
                    Hold();
                    break;
                case < 6 when _open.Count > 0:
                    Extend(_open[_random.Next(_open.Count)]);
                    break;
                case < 9 when _open.Count > 0:
                    Settle(_random.Next(_open.Count));
                    break;
                default:
                    _now = _now.AddMinutes(_random.Next(0, 900));
                    _book.Sweep(_now);
                    break;
            }
        }

        public void SettleAll()
        {
            while (_open.Count > 0)
            {
                Settle(0);
            }
        }

        public void Check()
        {
            for (int level = 0; level < _budgets.Length; level++)
            {
                Budget budget = _budgets[level];
                BudgetSpan span = BudgetSpan.At(_now, budget.Period, budget.Zone);
                long held = _open.Where(open => open.Spans.GetValueOrDefault(level) == span && open.Levels.Contains(level)).Sum(open => open.Hold.Amount.Nanodollars);
                long paid = _paid.GetValueOrDefault((level, span));
                BudgetState state = _book.Look(budget, _now);
                Assert.True(state.Spent.Nanodollars == paid && state.Held.Nanodollars == held, $"seed {_seed}: {state}, not {paid} and {held}");
                Assert.True(paid + held <= budget.Limit.Nanodollars, $"seed {_seed}: {paid} and {held} of {budget.Limit}");
            }
        }

        private void Hold()
        {
            ImmutableArray<int> levels = [.. Enumerable.Range(0, Kinds).Where(_ => _random.Next(3) > 0).Select(kind => (2 * kind) + _random.Next(2))];
            ImmutableArray<Budget> budgets = [.. levels.Select(level => _budgets[level])];
            if (_book.TryHold(budgets, new Money(_random.Next(0, 300)), _now, out BudgetRefusal? refusal) is { } hold)
            {
                _open.Add(new Open(hold, levels, levels.ToDictionary(level => level, level => BudgetSpan.At(_now, _budgets[level].Period, _budgets[level].Zone))));
                return;
            }

            Assert.True(refusal!.Budget.Limit.Nanodollars - refusal.State.Spent.Nanodollars - refusal.State.Held.Nanodollars < refusal.Wanted.Nanodollars);
        }

        private void Extend(Open open)
        {
            Money before = open.Hold.Amount;
            Money more = new(_random.Next(0, 100));
            Assert.Equal(open.Hold.Extend(more) is null ? before + more : before, open.Hold.Amount);
        }

        private void Settle(int index)
        {
            Open open = _open[index];
            _open.RemoveAt(index);
            long cost = _random.NextInt64(0, open.Hold.Amount.Nanodollars + 1);
            Assert.True(open.Hold.Settle(new Money(cost)));
            Assert.False(open.Hold.Settle(new Money(cost)));
            foreach ((int level, BudgetSpan span) in open.Spans)
            {
                _paid[(level, span)] = _paid.GetValueOrDefault((level, span)) + cost;
            }
        }

        private Budget NewBudget(int level) => new(
            new BudgetScope((BudgetScopeKind)(level / 2), $"{level}"), new Money(_random.Next(0, 2_000)), (BudgetPeriod)_random.Next(5), Zones[_random.Next(Zones.Length)]);

        private sealed record Open(BudgetHold Hold, ImmutableArray<int> Levels, Dictionary<int, BudgetSpan> Spans);
    }
}
