namespace Headgate.Compare.Harness.Measures;

/// <summary>One line of the table.</summary>
/// <param name="Key">The name in the JSON results, unit included.</param>
/// <param name="Label">The name in the table.</param>
/// <param name="Format">How a value is written.</param>
/// <param name="Compared">True when ratios to the other proxies are shown.</param>
internal sealed record Metric(string Key, string Label, string Format, bool Compared)
{
    public static readonly Metric CpuPerRequest = new("cpu_us_per_request", "CPU µs per request, saturated", "0.0", true);
    public static readonly Metric CpuPerChunk = new("cpu_us_per_chunk", "CPU µs per SSE chunk", "0.0", true);
    public static readonly Metric CpuAtRate = new("cpu_us_per_request_at_rate", "CPU µs per request at 2,000 req/s", "0.0", true);
    public static readonly Metric CpuPerLargePrompt = new("cpu_us_per_400kb_prompt", "CPU µs per 400 KB prompt", "#,0", true);
    public static readonly Metric AddedFirstToken = new("added_first_token_us",
        "added time to first token, one stream, µs", "+#,0;-#,0", false);
    public static readonly Metric Added = new("added_p50_us", "added p50, one request at a time, µs", "+#,0;-#,0", false);
    public static readonly Metric AddedAt50 = new("added_p50_at_50_ms_us", "the same, upstream answering after 50 ms, µs", "+#,0;-#,0", false);
    public static readonly Metric RequestsPerSecond = new("requests_per_second", "requests/s, saturated", "#,0", true);
    public static readonly Metric P50 = new("p50_us", "p50, saturated, µs", "#,0", false);
    public static readonly Metric P99 = new("p99_us", "p99, saturated, µs", "#,0", false);
    public static readonly Metric P50AtRate = new("p50_at_rate_us", "p50 at 2,000 req/s, µs", "#,0", false);
    public static readonly Metric P99AtRate = new("p99_at_rate_us", "p99 at 2,000 req/s, µs", "#,0", false);
    public static readonly Metric StartMilliseconds = new("start_ms", "start to first 200, ms", "#,0", false);
    public static readonly Metric IdleMegabytes = new("idle_mb", "memory idle, MB", "0", false);
    public static readonly Metric LoadedMegabytes = new("loaded_mb", "memory under load, MB", "0", false);

    /// <summary>In the table's order.</summary>
    public static readonly IReadOnlyList<Metric> All =
    [
        CpuPerRequest, CpuPerChunk, CpuAtRate, CpuPerLargePrompt, AddedFirstToken, Added, AddedAt50, RequestsPerSecond, P50, P99,
        P50AtRate, P99AtRate, StartMilliseconds, IdleMegabytes, LoadedMegabytes,
    ];
}
