using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Gateway.Webhooks;

namespace Headgate.Gateway.Tests.Webhooks;

/// <summary>Random requests, resets, edits, crashes and full queues, checked after every step: each span is told of once, and as soon as it can be.</summary>
public sealed class SoftLimitSimulationTests : IDisposable
{
    private const int Seeds = 5_000;
    private const int Steps = 150;

    private readonly PipelineRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Each_span_is_told_of_once_whatever_happens_between()
    {
        int told = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            World world = new(seed, _rig);
            for (int step = 0; step < Steps; step++)
            {
                world.Step();
            }

            told += world.Told;
        }

        Assert.True(told > Seeds, $"only {told} in all");
    }

    private sealed class World : IBudgetWatch
    {
        private readonly Random _random;
        private readonly PipelineRig _rig;
        private readonly int _seed;
        private readonly HashSet<string> _outbox = [];
        private readonly Dictionary<(BudgetAlertKind Kind, BudgetSpan Span), int> _told = [];
        private readonly Dictionary<BudgetSpan, long> _paid = [];
        private readonly List<(BudgetHold Hold, BudgetSpan Span)> _open = [];
        private BudgetBook _book;
        private Budget _budget;
        private DateTimeOffset _now = new(2026, 3, 28, 20, 0, 0, TimeSpan.Zero);
        private bool _isFull;

        public World(int seed, PipelineRig rig)
        {
            (_seed, _rig, _random) = (seed, rig, new Random(seed));
            _book = new BudgetBook(this);
            _budget = new Budget(new BudgetScope(BudgetScopeKind.Team, "core"), new Money(1000), (BudgetPeriod)_random.Next(5),
                TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))
            {
                SoftLimit = new Money(_random.Next(1, 1001)),
            };
        }

        public int Told => _told.Count;

        public bool TryTake(BudgetAlert alert)
        {
            if (_isFull)
            {
                return false;
            }

            if (_outbox.Add(WebhookEvent.Of(alert, _rig.Current, _now).Key))
            {
                _told[(alert.Kind, alert.Span)] = _told.GetValueOrDefault((alert.Kind, alert.Span)) + 1;
            }

            return true;
        }

        public void Step()
        {
            switch (_random.Next(20))
            {
                case < 8:
                    Hold();
                    break;
                case < 16 when _open.Count > 0:
                    Settle(_random.Next(_open.Count));
                    break;
                case 16:
                    _now = _now.AddMinutes(_random.Next(0, 900));
                    _book.Sweep(_now);
                    break;
                case 17:
                    Crash();
                    break;
                case 18:
                    _budget = _budget with { Limit = new Money(_random.Next(1000, 1500)) };
                    break;
                default:
                    _isFull = !_isFull;
                    break;
            }
        }

        private void Hold()
        {
            if (_book.TryHold([_budget], new Money(_random.Next(1, 400)), _now, out BudgetRefusal? refusal) is { } hold)
            {
                _open.Add((hold, Span));
                return;
            }

            _book.Refuse(refusal!);
            Expect(BudgetAlertKind.Exceeded, Span, isDue: true);
        }

        private void Settle(int index)
        {
            (BudgetHold hold, BudgetSpan span) = _open[index];
            _open.RemoveAt(index);
            long cost = _random.NextInt64(0, hold.Amount.Nanodollars + 1);
            hold.Settle(new Money(cost));
            _paid[span] = _paid.GetValueOrDefault(span) + cost;
            Expect(BudgetAlertKind.SoftLimit, span, isDue: _paid[span] >= _budget.SoftLimit!.Value.Nanodollars);
        }

        /// <summary>What was open is settled by the ledger at what was held, and the process begins anew.</summary>
        private void Crash()
        {
            foreach ((BudgetHold hold, BudgetSpan span) in _open)
            {
                _paid[span] = _paid.GetValueOrDefault(span) + hold.Amount.Nanodollars;
            }

            _open.Clear();
            _book = new BudgetBook(this);
            _book.Open(_budget, new Money(_paid.GetValueOrDefault(Span)), _now);
            Expect(BudgetAlertKind.SoftLimit, Span, isDue: _paid.GetValueOrDefault(Span) >= _budget.SoftLimit!.Value.Nanodollars);
        }

        private BudgetSpan Span => BudgetSpan.At(_now, _budget.Period, _budget.Zone);

        private void Expect(BudgetAlertKind kind, BudgetSpan span, bool isDue)
        {
            int told = _told.GetValueOrDefault((kind, span));
            Assert.True(told == (isDue ? 1 : 0) || (_isFull && told == 0), $"seed {_seed}: {kind} of {span} told {told} times, due {isDue}");
        }
    }
}
