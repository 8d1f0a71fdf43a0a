using System.Text;
using Headgate.Gateway.Fleets;

namespace Headgate.Gateway.Tests.Fleets;

public sealed class MetricsTextTests
{
    [Fact]
    public void Reads_vLLM() => Assert.Equal(
        new ReplicaMetrics(Waiting: 7, Running: 3, CacheTokens: 16 * 27_000, PromptTokens: 8_128_902),
        Read("""
            # HELP vllm:num_requests_running Number of requests in model execution batches.
            # TYPE vllm:num_requests_running gauge
            vllm:num_requests_running{engine="0",model_name="meta-llama/Llama-3.1-8B-Instruct"} 3.0
            # HELP vllm:num_requests_waiting Number of requests waiting to be processed.
            # TYPE vllm:num_requests_waiting gauge
            vllm:num_requests_waiting{engine="0",model_name="meta-llama/Llama-3.1-8B-Instruct"} 7.0
            vllm:kv_cache_usage_perc{engine="0",model_name="meta-llama/Llama-3.1-8B-Instruct"} 0.28
            vllm:prompt_tokens_total{engine="0",model_name="meta-llama/Llama-3.1-8B-Instruct"} 8.128902e+06
            vllm:cache_config_info{block_size="16",cache_dtype="auto",enable_prefix_caching="True",num_gpu_blocks="27000",num_gpu_blocks_override="None"} 1.0
            """));

    [Fact]
    public void Reads_SGLang() => Assert.Equal(
        new ReplicaMetrics(Waiting: 2, Running: 12, CacheTokens: 471_258, PromptTokens: 900),
        Read("""
            sglang:prompt_tokens_total{model_name="m"} 900
            sglang:num_running_reqs{model_name="m"} 12.0
            sglang:num_queue_reqs{model_name="m"} 2.0
            sglang:max_total_num_tokens{model_name="m"} 471258.0
            sglang:token_usage{model_name="m"} 0.28
            """));

    [Fact]
    public void Reads_TGI() => Assert.Equal(
        new ReplicaMetrics(Waiting: 5, Running: 4, null, PromptTokens: 18_000),
        Read("""
            tgi_request_input_length_bucket{le="10"} 5
            tgi_request_input_length_sum 18000
            tgi_queue_size 5
            tgi_batch_current_size 4
            """));

    [Theory]
    [InlineData("trtllm_num_requests_waiting 1\ntrtllm_num_requests_running 2")]
    [InlineData("llamacpp:requests_deferred 1\nllamacpp:requests_processing 2")]
    public void Reads_others(string page) => Assert.Equal(new ReplicaMetrics(1, 2, null, null), Read(page));

    [Fact]
    public void Adds_up_what_an_engine_says_of_each_of_its_parts() => Assert.Equal(
        new ReplicaMetrics(3, 30, 48, null),
        Read("""
            vllm:num_requests_waiting{engine="0"} 1
            vllm:num_requests_waiting{engine="1"} 2
            vllm:num_requests_running{engine="0"} 10
            vllm:num_requests_running{engine="1"} 20
            vllm:cache_config_info{engine="0",num_gpu_blocks="1",block_size="16"} 1
            vllm:cache_config_info{engine="1",block_size="16",num_gpu_blocks="2"} 1
            """));

    [Fact]
    public void Takes_labels_with_braces_and_times_behind_values() =>
        Assert.Equal(3, Read("vllm:num_requests_waiting{model_name=\"a } 9 {b\"} 3 1763880000000\r\n")!.Value.Waiting);

    [Theory]
    [InlineData("")]
    [InlineData("<html>not found</html>")]
    [InlineData("go_goroutines 12\nvllm:kv_cache_usage_perc 0.5")]
    [InlineData("vllm:num_requests_waiting NaN")]
    [InlineData("vllm:num_requests_waiting{")]
    [InlineData("vllm:num_requests_waiting ")]
    [InlineData("vllm:num_requests_waiting -1")]
    public void A_page_that_says_nothing_of_requests_is_nothing(string page) => Assert.Null(Read(page));

    [Fact]
    public void A_cache_whose_size_is_not_told_is_left_out() =>
        Assert.Null(Read("vllm:num_requests_waiting 1\nvllm:cache_config_info{block_size=\"16\",num_gpu_blocks=\"None\"} 1")!.Value.CacheTokens);

    private static ReplicaMetrics? Read(string page) => MetricsText.Read(Encoding.UTF8.GetBytes(page));
}
