using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Gateway.Tests.Pipeline.Simulation;

namespace Headgate.Gateway.Tests.Budgets.Simulation;

/// <summary>Some traffic that costs money, around a moment at which a clock changes or a month ends. All that happens follows from the seed.</summary>
internal sealed class MoneyWorld : IDisposable
{
    private const int Requests = 40;

    private static readonly ImmutableArray<string> Users = ["", "a", "b", "c"];

    /// <summary>Clocks go forward and back in some of the zones; days, weeks, months and years end.</summary>
    private static readonly ImmutableArray<DateTimeOffset> Turns =
        [.. new[]
        {
            "2026-03-29T01:00Z", "2026-10-25T01:00Z", "2026-03-08T05:30Z", "2026-11-01T04:30Z", "2026-10-03T15:30Z", "2026-04-04T15:00Z",
            "2026-12-31T23:00Z", "2027-02-28T18:15Z", "2028-02-29T23:00Z", "2026-11-30T03:30Z", "2026-11-22T23:00Z", "2026-08-31T13:30Z",
        }.Select(DateTimeOffset.Parse)];

    private readonly Random _random;
    private readonly VirtualTime _time;
    private readonly (ConfigSnapshot Larger, ConfigSnapshot Smaller) _configs;
    private readonly List<MoneyProcess> _processes = [];
    private readonly List<MoneyRequest> _requests = [];
    private readonly List<string> _violations = [];

    public MoneyWorld(int seed)
    {
        _random = new Random(seed);
        _time = new VirtualTime(Turns[_random.Next(Turns.Length)] - TimeSpan.FromMinutes(_random.Next(90)));
        _configs = MoneyConfigs.In(MoneyConfigs.Zones[_random.Next(MoneyConfigs.Zones.Length)]);
        Start(new SimulatedLedger(_random, _time));
    }

    public MoneyTally Tally => new(
        Ledger.Entries.Count(entry => entry.Settlement is { IsEstimated: false, Cost.Nanodollars: > 0 }),
        _requests.Count(request => request.IsRefusedFor("insufficient_quota")),
        _requests.Count(request => request.IsRefusedFor("rate_limit_exceeded")),
        Ledger.Entries.Count(entry => entry.IsRecovered),
        _requests.Count(request => request.WasCut && Entry(request) is null),
        _requests.Count(request => request.IsReplay),
        _requests.Count(request => request.IsRefusedFor("idempotency_key_in_use")),
        _requests.Count(request => request.IsRefusedFor("idempotency_answer_lost")));

    private MoneyProcess Process => _processes[^1];

    private SimulatedLedger Ledger => Process.Ledger;

    /// <summary>The larger of what each budget may spend: a smaller one that comes into force takes nothing back.</summary>
    private ImmutableArray<Budget> Budgets => field.IsDefault ? field = MoneyConfigs.BudgetsOf(_configs.Larger, Users) : field;

    /// <summary>Lets it all happen; gives what must not have.</summary>
    public IReadOnlyList<string> Run()
    {
        TimeSpan at = TimeSpan.Zero;
        for (int i = 0; i < Requests; i++)
        {
            at += _random.Next(15) == 0 ? TimeSpan.FromMinutes(_random.Next(1, 1_600)) : TimeSpan.FromMilliseconds(_random.Next(1_500));
            _time.At(at, Send);
            if (_random.Next(12) == 0)
            {
                _time.At(at, () => Process.Use(_random.Next(2) == 0 ? _configs.Larger : _configs.Smaller));
            }

            if (_random.Next(25) == 0)
            {
                _time.At(at + TimeSpan.FromMilliseconds(_random.Next(3_000)), Kill);
            }
        }

        _time.RunTo(at + TimeSpan.FromHours(1));
        CheckAccounts();
        CheckThatAllMayGoOn();
        return _violations;
    }

    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        _time.Dispose();
    }

    private void Start(SimulatedLedger ledger) =>
        _processes.Add(new MoneyProcess(_random.Next(), _random.Next(2) == 0 ? _configs.Larger : _configs.Smaller, ledger, _time, Check));

    private void Kill()
    {
        Process.Vendors.IsDeserted = true;
        _requests.FindAll(request => !request.IsOver).ForEach(request => request.Cut());
        Start(Ledger.Recover());
        Check();
    }

    private void Send()
    {
        string model = ((string[])["a", "b", "c", "any"])[_random.Next(4)];
        string bound = _random.Next(4) == 0 ? "" : $"\"max_tokens\":{_random.Next(1, 1_000)},";
        string user = _random.Next(3) == 0 ? "" : $"\"user\":\"{Users[_random.Next(1, Users.Length)]}\",";
        string stream = _random.Next(2) == 0 ? "\"stream\":true," : "";
        MoneyRequest request = _random.Next(5) == 0 && Repeated() is { } again
            ? Send(again.Key, again.Body, again.Name)
            : Send(_random.Next(3), $"\"model\":\"{model}\",{bound}{user}{stream}", _random.Next(1, 4_000), _random.Next(3) == 0 ? $"once-{_requests.Count}" : null);
        if (_random.Next(8) == 0)
        {
            _time.At(_time.Now + TimeSpan.FromMilliseconds(_random.Next(2_000)), () => Leave(request));
        }

        Process.Sweep();
        CheckLimits(request);
    }

    /// <summary>A request that its client sends again: mostly a late one, whose end it may not have waited for; null without any.</summary>
    private MoneyRequest? Repeated()
    {
        MoneyRequest[] named = [.. _requests.Where(request => request.Name is not null)];
        return named.Length == 0 ? null : named[_random.Next(Math.Max(0, named.Length - 3), named.Length)];
    }

    private MoneyRequest Send(int key, string members, int length, string? name = null) =>
        Send(key, $$"""{{{members}}"messages":[{"role":"user","content":"{{new string('x', length)}}"}]}""", name);

    private MoneyRequest Send(int key, string body, string? name)
    {
        var request = new MoneyRequest(_requests.Count, key, Process, _time.Now, body, name);
        _requests.Add(request);
        (string Name, string Value)[] named = name is null ? [] : [("idempotency-key", name)];
        request.Served = ServeAsync(request, PipelineRig.Call(body, MoneyConfigs.Secret(key), [("x-client-request-id", $"{request.Number}"), .. named]));
        return request;
    }

    private async Task ServeAsync(MoneyRequest request, FakeRequest call)
    {
        await request.Process.HandleAsync(call, request.Reply, request.Departed.Token);
        Check();
    }

    /// <summary>
    /// The world stands still until the request has ended. It cannot where the disk is waited for.
    /// </summary>
    private void Leave(MoneyRequest request)
    {
        if (request.WasCut)
        {
            return;
        }

        if (Entry(request) is { Durable.IsCompleted: false })
        {
            _time.At(_time.Now + TimeSpan.FromMilliseconds(100), () => Leave(request));
            return;
        }

        request.Departed.Cancel();
        Require(_time.Finish(request.Served!), $"{request.Number} goes on without its client");
    }

    /// <summary>What holds at every moment.</summary>
    private void Check()
    {
        DateTimeOffset now = _time.GetUtcNow();
        foreach (Budget budget in Budgets)
        {
            BudgetState state = Process.Book.Look(budget, now);
            Require(state.Spent + state.Held <= budget.Limit && state.Held >= Money.Zero, $"{now}: {budget}: {state}");
            Money written = Ledger.Spent(budget.Scope, BudgetSpan.At(now, budget.Period, budget.Zone));
            Require(state.Spent == written, $"{now}: {budget} has spent {state.Spent}, and {written} is written down");
        }
    }

    private void CheckLimits(MoneyRequest last)
    {
        if (last.Key != MoneyConfigs.LimitedKey || last.IsRefusedFor("rate_limit_exceeded"))
        {
            return;
        }

        MoneyRequest[] admitted = [.. _requests.Where(request =>
            request.Key == last.Key && request.Process == Process && !request.IsRefusedFor("rate_limit_exceeded"))];
        int open = admitted.Count(request => !request.IsOver);
        Require(open <= MoneyConfigs.Concurrent, $"{open} requests are open at once");
        for (int i = 0; i < admitted.Length; i++)
        {
            double minutes = 1 + (last.At - admitted[i].At).TotalMinutes;
            Require(admitted.Length - i <= Math.Floor(minutes * MoneyConfigs.RequestsPerMinute) + 1, $"{admitted.Length - i} requests in {minutes} minutes");

            // Where an earlier one was open still, it may have given back some of what it had taken before; one that has a name takes its tokens later.
            if (last.Name is null && !admitted[..i].Any(before => !before.IsOver || EndOf(before) > admitted[i].At))
            {
                long used = admitted[i..^1].Where(request => request.IsOver).Sum(TokensOf);
                Require(used <= minutes * MoneyConfigs.TokensPerMinute, $"{used} tokens in {minutes} minutes");
            }
        }
    }

    private void CheckAccounts()
    {
        _violations.AddRange(_processes.SelectMany(process => process.Bugs));
        Require(_requests.All(request => request.IsOver || request.WasCut), $"requests are open");
        Require(Ledger.Entries.DistinctBy(entry => entry.Reservation.RequestId).Count() == Ledger.Entries.Count, $"two entries of one request");
        Require(Budgets.All(budget => Process.Book.Look(budget, _time.GetUtcNow()).Held == Money.Zero), $"something is held");
        foreach (MoneyRequest request in _requests)
        {
            CheckEntry(request, Entry(request), new Money(request.Process.Vendors.PaidFor($"{request.Number}")));
        }

        foreach (IGrouping<string?, MoneyRequest> same in _requests.Where(request => request.Name is not null).GroupBy(request => request.Name))
        {
            CheckRepeats([.. same]);
        }
    }

    /// <summary>Of what was sent under one name, no two are charged within a day, nor paid for at the vendors; and all were told the same.</summary>
    private void CheckRepeats(MoneyRequest[] same)
    {
        MoneyRequest[] charged = [.. same.Where(request => Entry(request) is { MayBeCharged: true } || request.Process.Vendors.PaidFor($"{request.Number}") > 0)];
        for (int i = 1; i < charged.Length; i++)
        {
            Require(charged[i].At - charged[i - 1].At >= TimeSpan.FromDays(1), $"{charged[i].Number} is charged, and {charged[i - 1].Number} was, which is the same");
        }

        foreach (MoneyRequest replay in same.Where(request => request.IsReplay))
        {
            Require(Entry(replay) is null, $"{replay.Number} is another's answer, and has an entry");
            Require(
                same.Any(first => first.Id == replay.Reply.Headers["x-headgate-replay-of"] && replay.Told.StartsWith(first.Told, StringComparison.Ordinal)),
                $"{replay.Number} is no other's answer");
        }
    }

    private void CheckEntry(MoneyRequest request, SimulatedLedger.Entry? entry, Money paid)
    {
        string name = $"{request.Number} ({entry?.Reserved}, {entry?.Charged}, {paid})";
        switch (entry)
        {
            case null:
                Require(!request.IsReleased || request.IsReplay, $"{name} was answered, and nothing is written down");
                Require(request.Process != Process || paid == Money.Zero, $"{name} has cost something, and nothing is written down");
                break;
            case { IsRecovered: true }:
                Require(request.Process != Process, $"{name} was recovered, and its process is there");
                Require(!request.IsReleased || entry.Charged >= paid, $"{name} was answered, and recovered for less");
                break;
            case { Settlement: { IsEstimated: true } settlement }:
                Require(settlement.Cost <= entry.Reserved, $"{name} is charged more than was held");
                break;
            default:
                Require(entry.Charged == paid, $"{name} is not charged at what it cost");
                break;
        }
    }

    /// <summary>After two months all budgets but those for good have begun anew, and the vendors and the disk are well.</summary>
    private void CheckThatAllMayGoOn()
    {
        _time.RunTo(_time.Now + TimeSpan.FromDays(62));
        (Process.Vendors.IsWell, Ledger.IsWell) = (true, true);
        for (int key = 0; key < 3; key++)
        {
            MoneyRequest request = null!;
            _time.At(_time.Now, () => request = Send(key, "\"model\":\"a\",\"max_tokens\":10,", 10));
            _time.RunTo(_time.Now + TimeSpan.FromMinutes(1));
            bool isSpent = Budgets.Any(budget => budget.Period == BudgetPeriod.Total && Process.Book.Look(budget, _time.GetUtcNow()).Spent > Money.Zero);
            Require(request.Reply.Status == 200 || (isSpent && request.IsRefusedFor("insufficient_quota")), $"key {key} is locked out: {request.Told}");
        }
    }

    private SimulatedLedger.Entry? Entry(MoneyRequest request) => Ledger.Entries.Find(entry => entry.Reservation.RequestId == request.Id);

    private TimeSpan EndOf(MoneyRequest request) => RecordOf(request) is { } record ? request.At + record.Total : TimeSpan.MaxValue;

    private long TokensOf(MoneyRequest request) => RecordOf(request)?.Usage is { } usage ? (usage.Input ?? 0) + (usage.Output ?? 0) : 0;

    private RequestRecord? RecordOf(MoneyRequest request) => request.Process.Sink.Records.Find(record => record.Id == request.Id);

    private void Require(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] Violation violation)
    {
        if (!holds)
        {
            _violations.Add(violation.ToString());
        }
    }

    /// <summary>What did not hold; written only where it did not.</summary>
    [InterpolatedStringHandler]
    private readonly ref struct Violation
    {
        private readonly StringBuilder? _text;

        public Violation(int literals, int values, bool holds, out bool isWritten)
        {
            isWritten = !holds;
            _text = holds ? null : new StringBuilder(literals + (values * 16));
        }

        public void AppendLiteral(string text) => _text!.Append(text);

        public void AppendFormatted<T>(T value) => _text!.Append(value);

        public override string ToString() => $"{_text}";
    }
}
