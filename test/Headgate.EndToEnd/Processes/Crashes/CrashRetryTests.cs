using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Headgate.EndToEnd.Worlds;
using Headgate.Simulator;
using Microsoft.Data.Sqlite;

namespace Headgate.EndToEnd.Processes.Crashes;

/// <summary>
/// The gateway is killed at any moment while clients call that repeat what they got no answer to, each under one <c>Idempotency-Key</c>: none is
/// charged twice, and none is asked twice of the vendor. HEADGATE_CRASH_ROUNDS sets how often.
/// </summary>
[Collection(nameof(Alone))]
public sealed class CrashRetryTests(ITestOutputHelper output)
{
    private const int Clients = 8;
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("HEADGATE_CRASH_ROUNDS") ?? "10", CultureInfo.InvariantCulture);

    private const string Cut = "drip-1ms-cut-after-9";

    private static readonly string[] Models = ["lorem-40", "drip-1ms-lorem-60", "slow-20ms-lorem-8", Cut, "status-500", "echo"];

    private readonly ConcurrentQueue<(string Name, string Body)> _unanswered = new();
    private readonly ConcurrentDictionary<string, string> _answers = new();
    private readonly ConcurrentDictionary<string, int> _told = new();

    [Fact]
    public async Task What_is_sent_again_after_a_crash_is_charged_once_and_asked_of_the_vendor_once()
    {
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { MaxRecordedCalls = 100_000 });
        using var folder = new TemporaryFolder();
        var random = new Random(20261123);
        for (var round = 0; round <= Rounds; round++)
            await RoundAsync(simulator, folder, round, random);

        Assert.Empty(_unanswered);
        var asked = simulator.Calls.Where(call => call.Status is 200).GroupBy(call => call.Header("x-client-request-id")!).ToList();
        Assert.Empty(asked.Where(calls => calls.Count() > 1).Select(calls => $"{calls.Key}: {calls.Count()} times"));
        var (charged, twice) = Charged(Path.Combine(folder.Path, "data"));
        Assert.Equal(0, twice);
        Assert.True(charged > Rounds, $"Only {charged} were charged: there was no load.");
        Assert.True(_told.GetValueOrDefault("lost") > 0, "No answer was lost: nothing was put to the test.");
        Assert.True(_told.GetValueOrDefault("replay") > Rounds, "Hardly an answer was given again: nothing was put to the test.");
        output.WriteLine($"{Rounds} kills; {charged} charged; told: {string.Join(", ", _told.Select(told => $"{told.Key} {told.Value}"))}");
    }

    /// <summary>Serves under load until a moment that nobody knows, and is gone; the last time until all are answered.</summary>
    private async Task RoundAsync(SimulatorServer simulator, TemporaryFolder folder, int round, Random random)
    {
        await using var gateway = await GatewayProcess.ServeAsync(folder, Config(simulator));
        using var http = new HttpClient();
        var clients = Enumerable.Range(0, Clients)
            .Select(number => CallAsync(http, gateway.BaseUrl, $"{round}-{number}", new Random(random.Next()), isLast: round == Rounds))
            .ToList();
        if (round < Rounds)
        {
            await Task.Delay(random.Next(200, 1000), CancellationToken.None);
            await gateway.KillAsync();
        }

        await Task.WhenAll(clients).WaitAsync(Bound.Token());
        await simulator.IdleAsync(Bound.Token());
    }

    /// <summary>First what was not answered by the gateway before; then new requests. Now and then one of them twice.</summary>
    private async Task CallAsync(HttpClient http, string baseUrl, string client, Random random, bool isLast)
    {
        for (var i = 0; ; i++)
        {
            if (!_unanswered.TryDequeue(out var call))
            {
                if (isLast)
                    return;
                call = ($"{client}-{i}", Chat(random));
            }

            for (var times = random.Next(4) == 0 ? 2 : 1; times > 0; times--)
            {
                if (await TryAskAsync(http, baseUrl, call))
                    continue;
                _unanswered.Enqueue(call); // for the next gateway: this one is gone
                return;
            }
        }
    }

    /// <summary>A whole answer that is cut is tried again within the request: the vendor is asked twice, and that is right.</summary>
    private static string Chat(Random random)
    {
        var model = Models[random.Next(Models.Length)];
        return TestCall.Chat($"openai/{model}", stream: model == Cut || random.Next(2) == 0);
    }

    /// <summary>False when the gateway was killed before the answer was whole.</summary>
    private async Task<bool> TryAskAsync(HttpClient http, string baseUrl, (string Name, string Body) call)
    {
        using var request = TestCall.To(baseUrl, "/v1/chat/completions", call.Body);
        request.Headers.Add("idempotency-key", call.Name);
        request.Headers.Add("x-client-request-id", call.Name);
        try
        {
            using var response = await http.SendAsync(request, Bound.Token());
            var answer = await response.Content.ReadAsStringAsync(Bound.Token());
            var isReplay = response.Headers.Contains("x-headgate-idempotent-replay");
            if (response.IsSuccessStatusCode && !isReplay)
                Assert.True(_answers.TryAdd(call.Name, answer), $"{call.Name} was answered twice.");
            else if (isReplay)
                Assert.Equal(_answers[call.Name], answer);
            Tell(isReplay ? "replay" : response.StatusCode is HttpStatusCode.Conflict ? Conflict(answer) : $"{(int)response.StatusCode}");
            return true;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException)
        {
            return false;
        }
    }

    private void Tell(string what) => _told.AddOrUpdate(what, 1, (_, count) => count + 1);

    private static string Conflict(string answer) => answer.Contains("idempotency_answer_lost", StringComparison.Ordinal) ? "lost" : "in use";

    /// <summary>How many names are charged, and how many of them more than once: read without the product's own code.</summary>
    private static (long Charged, long Twice) Charged(string dataFolder)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(dataFolder, "ledger.db")};Mode=ReadOnly;Pooling=False");
        file.Open();
        using var count = file.CreateCommand();
        count.CommandText = "SELECT count(*), coalesce(sum(times > 1), 0) FROM (SELECT count(*) AS times FROM repeatable m "
            + "JOIN settled s ON s.seq = m.seq WHERE s.recovered = 1 OR s.cost > 0 GROUP BY m.key)";
        using var row = count.ExecuteReader();
        Assert.True(row.Read());
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private static string Config(SimulatorServer simulator) => $$"""
        providers:
          openai: { type: openai, api_key: {{GatewayConfig.OpenAISecret}}, base_url: "{{simulator.BaseAddress}}v1", circuit_breaker: false, {{CrashPrices.Yaml}} }
        keys:
          - { name: test, key: {{GatewayConfig.Key}}, budget: { usd: 10000, period: total } }
        budgets: { reserve_output: 32 }
        admin: { tokens: [ { name: test, token: {{GatewayConfig.AdminToken}}, role: admin } ] }
        """;
}
