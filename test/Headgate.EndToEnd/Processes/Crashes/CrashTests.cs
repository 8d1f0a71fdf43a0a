using System.Globalization;
using Headgate.EndToEnd.Worlds;
using Headgate.Simulator;

namespace Headgate.EndToEnd.Processes.Crashes;

/// <summary>
/// The gateway is killed at any moment under load, again and again, and its ledger is held against what the clients saw and the vendor would bill.
/// HEADGATE_CRASH_ROUNDS sets how often: twenty times unless it says otherwise; 200 take about six minutes.
/// </summary>
[Collection(nameof(Alone))]
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Clients = 8;
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("HEADGATE_CRASH_ROUNDS") ?? "20", CultureInfo.InvariantCulture);

    private readonly List<CrashCall> _calls = [];
    private int _arrived;

    [Fact]
    public async Task No_answer_that_was_seen_is_missing_from_the_ledger_and_none_is_in_it_twice_or_for_less()
    {
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { MaxRecordedCalls = 100_000 });
        using var folder = new TemporaryFolder();
        var random = new Random(20261123);
        for (var round = 0; round < Rounds; round++)
            await KillAsync(simulator, folder, round, random);

        var spent = await SpentAsync(simulator, folder);
        using var ledger = new CrashLedger(Path.Combine(folder.Path, "data"));
        var entries = ledger.Read();
        foreach (var call in _calls)
            Check(call, entries);

        Assert.Equal(entries.Values.Sum(entry => entry.Cost!.Value), spent);
        Report(entries);
    }

    /// <summary>Serves under load until a moment that nobody knows, and is gone.</summary>
    private async Task KillAsync(SimulatorServer simulator, TemporaryFolder folder, int round, Random random)
    {
        await using var gateway = await GatewayProcess.ServeAsync(folder, Config(simulator));
        using var http = new HttpClient();
        var isKilled = false;
        var clients = Enumerable.Range(0, Clients)
            .Select(number => new CrashClient(http, gateway.BaseUrl, $"{round}-{number}", new Random(random.Next())))
            .Select(client => client.RunAsync(() => Volatile.Read(ref isKilled)))
            .ToList();
        await Task.Delay(random.Next(200, 1500), CancellationToken.None);
        await gateway.KillAsync();
        Volatile.Write(ref isKilled, true);
        foreach (var client in clients)
            _calls.AddRange(await client.WaitAsync(Bound.Token()));

        await simulator.IdleAsync(Bound.Token());
        Bill(simulator);
    }

    /// <summary>Writes down what the vendor would bill for each call, all its attempts together.</summary>
    private void Bill(SimulatorServer simulator)
    {
        var input = simulator.Totals.Values.First() is var totals ? totals.InputTokens / totals.Calls : 0;
        var marks = _calls.ToDictionary(call => call.Mark, StringComparer.Ordinal);
        foreach (var seen in simulator.Calls)
        {
            _arrived++;
            if (seen.Status is 200 && seen.Header("x-client-request-id") is { } mark)
                marks[mark].Bill = (marks[mark].Bill ?? 0) + (input * CrashPrices.Input) + (seen.OutputTokens * CrashPrices.Output);
        }

        simulator.ClearCalls();
    }

    /// <summary>Starts once more; gives what each level's budget says is spent, which must be the same, with nothing held.</summary>
    private static async Task<long> SpentAsync(SimulatorServer simulator, TemporaryFolder folder)
    {
        await using var gateway = await GatewayProcess.ServeAsync(folder, Config(simulator));
        var budgets = await AdminCall.JsonAsync(HttpMethod.Get, gateway.AdminUrl + "/api/v1/budgets");
        await gateway.SignalAsync("TERM");
        Assert.Equal(0, await gateway.ExitAsync());
        Assert.Equal(3, budgets.GetProperty("items").GetArrayLength());
        Assert.All(budgets.GetProperty("items").EnumerateArray(), budget => Assert.Equal("0", budget.GetProperty("held_usd").GetString()));
        var spent = Assert.Single(budgets.GetProperty("items").EnumerateArray().Select(budget => budget.GetProperty("spent_usd").GetString()!).Distinct());
        return (long)(decimal.Parse(spent, CultureInfo.InvariantCulture) * 1_000_000_000);
    }

    private static void Check(CrashCall call, Dictionary<string, CrashEntry> entries)
    {
        if (call.RequestId is not { } id || call.TextBytes == 0)
            return;
        Assert.True(entries.TryGetValue(id, out var entry), $"{call}: the ledger has no entry of an answer that was seen.");
        Assert.Equal(1, entry.Entries);
        Assert.True(entry.Cost is not null, $"{call}: {entry} was left open.");
        if (entry.IsRecovered)
        {
            // Of a stream without a bound the vendor may have written more than the gateway ever read.
            var least = call.IsBounded || !call.IsStream ? call.Bill : call.TextBytes / 12 * CrashPrices.Output;
            Assert.True(entry.Cost >= least, $"{call}: {entry} is less than it was.");
        }
        else if (call.IsWhole)
        {
            Assert.Equal(call.Bill, entry.Cost);
            Assert.False(entry.IsEstimated);
        }
        else
        {
            Assert.True(entry.Cost > 0, $"{call}: {entry} is free.");
        }
    }

    private void Report(Dictionary<string, CrashEntry> entries)
    {
        var seen = _calls.Where(call => call.TextBytes > 0).Select(call => call.RequestId!).ToHashSet(StringComparer.Ordinal);
        var unseen = entries.Where(entry => !seen.Contains(entry.Key)).Select(entry => entry.Value).ToList();
        output.WriteLine(
            $"{Rounds} kills; {_calls.Count} calls, of which {_arrived} reached the vendor; {seen.Count} answers were seen, "
            + $"{_calls.Count(call => call.IsWhole)} of them whole; {entries.Count} entries, of which {entries.Values.Count(entry => entry.IsRecovered)} "
            + $"were recovered; {unseen.Count} entries of calls whose answer never arrived, {unseen.Count(entry => entry.IsRecovered)} of them recovered.");
        Assert.True(seen.Count > Rounds, $"Only {seen.Count} answers were seen: there was no load.");
        Assert.Contains(entries.Values, entry => entry.IsRecovered);
    }

    private static string Config(SimulatorServer simulator) => $$"""
        providers:
          openai: { type: openai, api_key: {{GatewayConfig.OpenAISecret}}, base_url: "{{simulator.BaseAddress}}v1", circuit_breaker: false, {{CrashPrices.Yaml}} }
          claude: { type: anthropic, api_key: {{GatewayConfig.ClaudeSecret}}, base_url: "{{simulator.BaseAddress}}v1", circuit_breaker: false, {{CrashPrices.Yaml}} }
        organizations: { acme: { budget: { usd: 10000, period: total } } }
        teams: { platform: { organization: acme, budget: { usd: 10000, period: total } } }
        keys:
          - { name: test, key: {{GatewayConfig.Key}}, team: platform, budget: { usd: 10000, period: total } }
        budgets: { reserve_output: 32 }
        admin: { tokens: [ { name: test, token: {{GatewayConfig.AdminToken}}, role: admin } ] }
        """;
}
