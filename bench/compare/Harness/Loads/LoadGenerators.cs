using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Headgate.Compare.Harness.Contenders;
using Headgate.Compare.Harness.Processes;
using Headgate.Compare.Load;

namespace Headgate.Compare.Harness.Loads;

/// <summary>Starts the load generators against one proxy, each a process of its own, so that its CPU time is nobody else's.</summary>
internal sealed class LoadGenerators(Site site, string folder, Launch target, bool checksKeys)
{
    /// <summary>wrk's connections: so many requests can be under way when it stops.</summary>
    public const int WrkConnections = 64;

    private const int WrongEvery = 500;

    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private int _jobs;

    /// <summary>Small requests from wrk, as many as come back.</summary>
    public async Task<WrkReport> SaturateAsync(string bodyFile, int seconds)
    {
        byte[] body = await File.ReadAllBytesAsync(bodyFile);
        string good = Path.Combine(folder, "good.http");
        string wrong = Path.Combine(folder, "wrong.http");
        await File.WriteAllBytesAsync(good, RequestBytes.Post(target.Url, Credentials.Good(target.Headers), body));
        await File.WriteAllBytesAsync(wrong, RequestBytes.Post(target.Url, Credentials.Wrong(target.Headers), body));

        string output = await Tool.RunAsync(
            "wrk",
            [
                "-t2", $"-c{WrkConnections}", $"-d{seconds}s", "--timeout", "10s",
                "-s", Path.Combine(site.Sources, "small.lua"), target.Url.ToString(),
            ],
            new Dictionary<string, string>
            {
                ["BENCH_GOOD"] = good,
                ["BENCH_WRONG"] = wrong,
                ["BENCH_WRONG_EVERY"] = (checksKeys ? WrongEvery : 0).ToString(CultureInfo.InvariantCulture),
            });
        return JsonSerializer.Deserialize<WrkReport>(Tool.LastJsonLine(output))!;
    }

    public Task<LoadReport> RequestsAsync(string bodyFile, double seconds, int concurrency) =>
        RunAsync(Job(LoadKind.Requests, bodyFile) with { Seconds = seconds, Concurrency = concurrency });

    public Task<LoadReport> RateAsync(string bodyFile, double seconds, int rate) =>
        RunAsync(Job(LoadKind.Rate, bodyFile) with { Seconds = seconds, Rate = rate, Concurrency = 256 });

    public Task<LoadReport> StreamsAsync(string bodyFile, double seconds, int concurrency) =>
        RunAsync(Job(LoadKind.Streams, bodyFile) with { Seconds = seconds, Concurrency = concurrency, Chunks = Bodies.StreamChunks });

    public Task<LoadReport> FirstTokenAsync(string bodyFile, int samples, Uri direct) =>
        RunAsync(Job(LoadKind.FirstToken, bodyFile) with { Samples = samples, DirectUrl = direct, Chunks = Bodies.ShortStreamChunks });

    public Task<LoadReport> AddedAsync(string bodyFile, int samples, Uri direct) =>
        RunAsync(Job(LoadKind.Added, bodyFile) with { Samples = samples, DirectUrl = direct });

    private LoadJob Job(LoadKind kind, string bodyFile) => new()
    {
        Kind = kind,
        Url = target.Url,
        Headers = Credentials.Good(target.Headers),
        WrongHeaders = checksKeys ? Credentials.Wrong(target.Headers) : null,
        WrongEvery = WrongEvery,
        BodyFile = bodyFile,
    };

    private async Task<LoadReport> RunAsync(LoadJob job)
    {
        string file = Path.Combine(folder, $"job-{++_jobs}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(job, Json));
        IReadOnlyList<string> command = [.. site.Published("Load", "Load.dll"), file];
        string output = await Tool.RunAsync(command[0], [.. command.Skip(1)], MockUpstream.InlineSockets);
        return JsonSerializer.Deserialize<LoadReport>(Tool.LastJsonLine(output), Json)!;
    }
}
