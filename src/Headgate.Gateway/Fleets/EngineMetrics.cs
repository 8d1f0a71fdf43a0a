using System.Collections.Frozen;
using System.Text;

namespace Headgate.Gateway.Fleets;

/// <summary>
/// The names that engines give their metrics. Read 2026-11-23: https://docs.vllm.ai/en/latest/usage/metrics.html,
/// https://docs.sglang.io/references/production_metrics.html, https://huggingface.co/docs/text-generation-inference/reference/metrics,
/// https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md. Ollama has no such page
/// (https://github.com/ollama/ollama/issues/3144).
/// </summary>
internal static class EngineMetrics
{
    private const int LongestName = 64;

    private static readonly FrozenDictionary<string, EngineMetric> All = new Dictionary<string, EngineMetric>
    {
        ["vllm:num_requests_waiting"] = EngineMetric.Waiting,
        ["vllm:num_requests_running"] = EngineMetric.Running,
        ["vllm:prompt_tokens_total"] = EngineMetric.PromptTokens,
        ["vllm:cache_config_info"] = EngineMetric.CacheBlocks,

        ["sglang:num_queue_reqs"] = EngineMetric.Waiting,
        ["sglang:num_running_reqs"] = EngineMetric.Running,
        ["sglang:prompt_tokens_total"] = EngineMetric.PromptTokens,
        ["sglang:max_total_num_tokens"] = EngineMetric.CacheTokens,

        ["tgi_queue_size"] = EngineMetric.Waiting,
        ["tgi_batch_current_size"] = EngineMetric.Running,
        ["tgi_request_input_length_sum"] = EngineMetric.PromptTokens,

        ["trtllm_num_requests_waiting"] = EngineMetric.Waiting,
        ["trtllm_num_requests_running"] = EngineMetric.Running,

        ["llamacpp:requests_deferred"] = EngineMetric.Waiting,
        ["llamacpp:requests_processing"] = EngineMetric.Running,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a metric means; null when it means nothing here.</summary>
    public static EngineMetric? Find(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[LongestName];
        return name.Length <= LongestName && Encoding.UTF8.TryGetChars(name, text, out int length)
            && All.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out EngineMetric meaning) ? meaning : null;
    }
}
