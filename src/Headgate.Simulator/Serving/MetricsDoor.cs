using System.Globalization;
using Headgate.Simulator.Calls;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Serving;

/// <summary>What vLLM says of itself at <c>/metrics</c> (https://docs.vllm.ai/en/latest/usage/metrics.html, read 2026-11-23): a call whose answer
/// has not begun is waiting. Such pages are no calls.</summary>
internal sealed class MetricsDoor(CallLog log, Account account)
{
    private const int BlockTokens = 16;
    private const int Blocks = 32 * 1024;

    private int _reads;

    /// <summary>How often the page was read.</summary>
    public int Reads => Volatile.Read(ref _reads);

    public static bool Takes(HttpRequest request) => request.Method == HttpMethods.Get && request.Path == "/metrics";

    public async Task HandleAsync(HttpContext context)
    {
        var open = log.Snapshot().Where(call => call.State < CallState.Finished).ToList();
        var running = open.Count(call => call.EventsWritten > 0);
        var prompts = account.Snapshot().Values.Sum(totals => totals.InputTokens + totals.CacheReadTokens);
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $$"""
            # HELP vllm:num_requests_running Number of requests in model execution batches.
            # TYPE vllm:num_requests_running gauge
            vllm:num_requests_running{engine="0",model_name="simulated"} {{running}}
            # HELP vllm:num_requests_waiting Number of requests waiting to be processed.
            # TYPE vllm:num_requests_waiting gauge
            vllm:num_requests_waiting{engine="0",model_name="simulated"} {{open.Count - running}}
            # HELP vllm:prompt_tokens_total Number of prefill tokens processed.
            # TYPE vllm:prompt_tokens_total counter
            vllm:prompt_tokens_total{engine="0",model_name="simulated"} {{prompts}}
            # HELP vllm:cache_config_info Information of the LLMEngine CacheConfig
            # TYPE vllm:cache_config_info gauge
            vllm:cache_config_info{block_size="{{BlockTokens}}",engine="0",num_gpu_blocks="{{Blocks}}"} 1

            """));
        Interlocked.Increment(ref _reads);
    }
}
