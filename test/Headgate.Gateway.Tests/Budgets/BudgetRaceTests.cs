using System.Collections.Concurrent;
using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Derivation;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Tests.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Budgets;

/// <summary>
/// A thousand requests at once against budgets for some ten of them, over the pipeline as it is, on as many threads as there are: with prices and
/// answers by chance, budgets that begin anew, reloads and clients that leave in the midst of it.
/// </summary>
public sealed class BudgetRaceTests : IDisposable
{
    private const int Requests = 1000;

    private static readonly Dictionary<string, (decimal Input, decimal Output)> Prices = new()
    {
        ["a.test"] = (2.5m, 10m), ["b.test"] = (0.15m, 0.6m), ["c.test"] = (3.003003003m, 15.000000007m),
    };

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task No_budget_is_ever_overspent_and_every_answer_is_charged_once_to_the_nanodollar(int seed)
    {
        using World world = new(_folder, seed);
        Task all = Task.WhenAll(Enumerable.Range(0, Requests).Select(number => Task.Run(() => world.SendAsync(number))));
        await Task.Run(() => world.PassTimeAsync(all), TestContext.Current.CancellationToken).WaitAsync(Patience.Limit * 4);
        await all;

        Assert.True(world.Violations.IsEmpty, string.Join("\n", world.Violations.Take(5)));
        Assert.Empty(world.Bugs);
        Assert.InRange(world.Answered, 1, Requests / 2);
        world.CheckAccounts();
    }

    private sealed class World : ISnapshotSource, IDisposable
    {
        private readonly Headgate.Gateway.Pipeline.Pipeline _pipeline;
        private readonly ThreadedTime _time = new(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero)); // clocks go back in half an hour
        private readonly ListLogger<Headgate.Gateway.Pipeline.Pipeline> _log = new();
        private readonly BudgetBook _book = new();
        private readonly ListLedger _ledger = new();
        private readonly ConcurrentBag<(string Id, int Number, bool Left)> _ended = [];
        private readonly ConcurrentDictionary<string, bool> _onTheirWay = []; // to their first call
        private readonly PaidVendor _vendor;
        private readonly ImmutableArray<ConfigSnapshot> _configs;
        private readonly int _seed;
        private ConfigSnapshot _current;

        public World(ConfigFolder folder, int seed)
        {
            _seed = seed;
            _configs = [Config(folder, "0.06"), Config(folder, "0.03")];
            _current = _configs[0];
            Budgets = [.. _current.Budgets, .. from users in _current.EndUsers from name in (string[])["", "a", "b", "c", "d"] select users.For(name)];
            _vendor = new PaidVendor(seed, Prices, request =>
            {
                _onTheirWay.TryRemove(request, out _);
                Check();
            });
            _pipeline = new(
                this, _vendor, new ListSink(), _ledger, _book, new ListObjects(), new MemorySpool(), EndUserVeil.Keyless, (ulong)seed, _time, _log);
        }

        public ConfigSnapshot Current => Volatile.Read(ref _current);

        public ConcurrentQueue<string> Violations { get; } = [];

        /// <summary>What went wrong here and cost a request: such as two writing to one reply.</summary>
        public IEnumerable<string> Bugs => _log.Lines.Where(line => line.StartsWith("Error:", StringComparison.Ordinal));

        public int Answered => _ended.Count(request => !request.Left && Entry(request.Id)?.Settlement is { IsEstimated: false, Cost.Nanodollars: > 0 });

        public async Task SendAsync(int number)
        {
            Random random = new(_seed ^ (number * 104729));
            if (random.Next(60) == 0)
            {
                _time.Advance(TimeSpan.FromMinutes(random.Next(1, 25)));
            }

            if (random.Next(25) == 0)
            {
                Volatile.Write(ref _current, _configs[random.Next(2)]);
            }

            using CancellationTokenSource departed = new();
            bool leaves = random.Next(8) == 0;
            string body = $$"""{"model":"{{"abc"[random.Next(3)]}}{{(random.Next(2) == 0 ? "" : "-first")}}",{{(random.Next(4) == 0 ? "" : $"\"max_tokens\":{random.Next(1, 1000)},")}}{{(random.Next(3) == 0 ? "" : $"\"user\":\"{(char)('a' + random.Next(4))}\",")}}{{(random.Next(2) == 0 ? "\"stream\":true," : "")}}"messages":[{"role":"user","content":"{{new string('x', random.Next(1, 4000))}}"}]}""";
            FakeReply reply = new();
            _onTheirWay[$"{number}"] = true;
            Task served = _pipeline.HandleAsync(
                NativeProtocols.Get(WireProtocol.OpenAIChat),
                PipelineRig.Call(body, Secret(random.Next(3)), ("x-client-request-id", $"{number}")), reply, departed.Token).AsTask();
            if (leaves)
            {
                await departed.CancelAsync();
            }

            await served;
            _onTheirWay.TryRemove($"{number}", out _);
            _ended.Add((reply.Headers["x-headgate-request-id"], number, leaves));
            Check();
        }

        /// <summary>
        /// What hangs is given up in time. None passes for those that are on their way to their first call: while a thread waits for its turn, days of
        /// it would pass, and no budget remembers a span so long.
        /// </summary>
        public async Task PassTimeAsync(Task all)
        {
            while (!all.IsCompleted)
            {
                await Task.Yield();
                if (_onTheirWay.IsEmpty)
                {
                    _time.Advance(TimeSpan.FromSeconds(1));
                }
            }
        }

        /// <summary>Everything that the ledger has is what the vendors have, and nothing is held any more.</summary>
        public void CheckAccounts()
        {
            Assert.Equal(_ledger.Entries.Count, _ledger.Entries.DistinctBy(entry => entry.Reservation.RequestId).Count());
            foreach ((string id, int number, bool left) in _ended)
            {
                LedgerSettlement? settled = Entry(id)?.Settlement;
                if (settled is { IsEstimated: false })
                {
                    Assert.Equal(_vendor.PaidFor($"{number}"), settled.Cost!.Value.Nanodollars);
                }
                else
                {
                    Assert.True(settled is not null || _vendor.PaidFor($"{number}") == 0);
                    Assert.True(settled is null || settled.Cost <= Entry(id)!.Reserved);
                }
            }

            DateTimeOffset now = _time.GetUtcNow();
            foreach (Budget budget in Budgets)
            {
                Assert.Equal(Money.Zero, _book.Look(budget, now).Held);
                foreach (IGrouping<BudgetSpan, ListLedger.Entry> span in _ledger.Entries
                    .Where(entry => entry.Reservation.Scopes.Contains(budget.Scope))
                    .GroupBy(entry => BudgetSpan.At(entry.Reservation.Time, budget.Period, budget.Zone)))
                {
                    Money spent = span.Aggregate(Money.Zero, (sum, entry) => sum + (entry.Settlement!.Cost ?? Money.Zero));
                    Assert.True(spent <= budget.Limit, $"{budget} has spent {spent} in {span.Key}");
                    DateTimeOffset within = span.Key.End < now ? span.Key.Start : now;
                    Assert.True(within < now.AddDays(-1) || _book.Look(budget, within).Spent == spent, $"{budget} is not {spent} in {span.Key}");
                }
            }
        }

        public void Dispose()
        {
            _pipeline.Dispose();
            _vendor.Dispose();
        }

        private ImmutableArray<Budget> Budgets { get; }

        private ListLedger.Entry? Entry(string id) => _ledger.Entries.SingleOrDefault(entry => entry.Reservation.RequestId == id);

        private void Check()
        {
            DateTimeOffset now = _time.GetUtcNow();
            foreach (Budget budget in Budgets)
            {
                BudgetState state = _book.Look(budget, now);
                if (state.Spent + state.Held > budget.Limit || state.Held < Money.Zero)
                {
                    Violations.Enqueue($"{budget}: {state}");
                }
            }
        }

        private static string Secret(int key) => $"hg-{key}123456789012345678901234567890123456789012";

        private static ConfigSnapshot Config(ConfigFolder folder, string usd)
        {
            string yaml =
                $$"""
                timezone: Europe/Berlin
                server: { max_attempts: 3 }
                providers:
                  pa: { type: openai-compatible, base_url: https://a.test/v1, api_key: k, circuit_breaker: false, pricing: { m: { input: {{Prices["a.test"].Input}}, output: {{Prices["a.test"].Output}} } } }
                  pb: { type: openai-compatible, base_url: https://b.test/v1, api_key: k, circuit_breaker: false, pricing: { m: { input: {{Prices["b.test"].Input}}, output: {{Prices["b.test"].Output}} } } }
                  pc: { type: openai-compatible, base_url: https://c.test/v1, api_key: k, circuit_breaker: false, pricing: { m: { input: {{Prices["c.test"].Input}}, output: {{Prices["c.test"].Output}} } } }
                models:
                  a: { targets: { model: pa/m }, retry: { tries: 1 } }
                  b: { targets: { model: pb/m }, retry: { tries: 1 } }
                  c: { targets: { model: pc/m }, retry: { tries: 1 }, budget: { usd: 0.03, period: hour } }
                  a-first: { targets: [ { model: pa/m }, { model: pb/m } ], retry: { tries: 1 }, timeouts: { first_token: 5s } }
                  b-first: { targets: [ { model: pb/m }, { model: pc/m } ], retry: { tries: 1 }, timeouts: { first_token: 5s }, hedge: { after: 1s, percent: 100 } }
                  c-first: { targets: [ { model: pc/m }, { model: pa/m } ], retry: { tries: 1 }, timeouts: { first_token: 5s } }
                organizations: { o: { budget: { usd: 0.1, period: day, strict: true } } }
                tags: { env: { ci: { budget: { usd: 0.04, period: hour } } } }
                teams: { t: { organization: o, budget: { usd: {{usd}}, period: hour }, end_users: { budget: { usd: 0.02, period: day } } } }
                keys:
                  - { name: one, key: {{Secret(0)}}, team: t, budget: { usd: 0.05, period: total }, tags: { env: ci } }
                  - { name: two, key: {{Secret(1)}}, team: t }
                  - { name: three, key: {{Secret(2)}}, organization: o, budget: { usd: 0.02, period: hour }, tags: { env: ci }, end_users: { budget: { usd: 0.01, period: hour } } }
                """;
            return SnapshotDerivation.Derive(folder.Accept(yaml).Derived, [], out _);
        }
    }
}
