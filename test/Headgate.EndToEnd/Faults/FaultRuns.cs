using System.Collections.Concurrent;
using System.Text;
using Headgate.EndToEnd.Worlds;
using Headgate.Simulator;

namespace Headgate.EndToEnd.Faults;

/// <summary>
/// Runs every row of the matrix once, many at a time, as most of them wait for a timeout: one gateway for the rows with default
/// keep-alive, one for those with a short one, and one simulated vendor behind both.
/// </summary>
public sealed class FaultRuns : IAsyncLifetime
{
    private const int AtATime = 24;
    private readonly ConcurrentDictionary<string, Task<FaultRun>> _runs = new();
    private readonly SemaphoreSlim _free = new(AtATime);
    private readonly HttpClient _client = new();
    private readonly List<TestGateway> _gateways = [];
    private SimulatorServer _simulator = null!;

    public static IReadOnlyList<FaultRow> Rows { get; } = FaultRow.ReadAll();

    internal Task<FaultRun> OfAsync(string alias) => _runs[alias];

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorServer.StartAsync();
        foreach (var group in Rows.GroupBy(row => row.Options.GetValueOrDefault("keep_alive")))
        {
            var gateway = await TestGateway.StartAsync(FaultConfig.For(group, _simulator.BaseAddress, group.Key));
            _gateways.Add(gateway);
            foreach (var row in group)
                _runs[row.Alias] = RunAsync(row, gateway);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways)
            await gateway.DisposeAsync();
        await _simulator.DisposeAsync();
        _client.Dispose();
        _free.Dispose();
    }

    private async Task<FaultRun> RunAsync(FaultRow row, TestGateway gateway)
    {
        await Task.Yield();
        await _free.WaitAsync(Bound.Token());
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{gateway.BaseUrl}/v1/{PathOf(row.Protocol)}")
            {
                Content = new StringContent(BodyOf(row), Encoding.UTF8, "application/json"),
                Headers =
                {
                    { "x-api-key", GatewayConfig.Key },
                    { "anthropic-version", "2023-06-01" },
                    { "x-client-request-id", row.Alias },
                },
            };
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Bound.Token());
            var reply = await FaultReply.ReadAsync(response, Bound.Token());
            var calls = _simulator.Calls.Where(call => call.Header("x-client-request-id") == row.Alias).ToList();
            return new FaultRun(reply, calls, await gateway.RecordAsync(reply.RequestId!));
        }
        finally
        {
            _free.Release();
        }
    }

    private static string PathOf(string protocol) => protocol switch
    {
        "chat" => "chat/completions",
        "count_tokens" => "messages/count_tokens",
        _ => protocol,
    };

    private static string BodyOf(FaultRow row)
    {
        var stream = row.IsStream ? ",\"stream\":true" : "";
        return row.Protocol switch
        {
            "completions" => $$"""{"model":"{{row.Alias}}","prompt":"one two three"{{stream}}}""",
            "responses" or "embeddings" => $$"""{"model":"{{row.Alias}}","input":"one two three"{{stream}}}""",
            "count_tokens" => $$"""{"model":"{{row.Alias}}","messages":[{"role":"user","content":"one two three"}]}""",
            _ => $$"""{"model":"{{row.Alias}}","max_tokens":100,"messages":[{"role":"user","content":"one two three"}]{{stream}}}""",
        };
    }
}
