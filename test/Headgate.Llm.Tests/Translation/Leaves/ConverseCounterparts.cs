using System.Collections.Immutable;
using static Headgate.Llm.Protocols.WireProtocol;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>How Bedrock's Converse says what its clients say differently, and the other way about.</summary>
internal static class ConverseCounterparts
{
    private const string Default = "as it is anyway";
    private const string Thinking = "$.additionalModelRequestFields.thinking";
    private const string Choice = "$.toolConfig.toolChoice";

    public static ImmutableArray<Counterpart> OfRequests { get; } =
    [
        new(OpenAIChat, "$.stream", "true", "the path says so", "~\"inferenceConfig\""),
        new(AnthropicMessages, "$.stream", "true", "the path says so", "~\"inferenceConfig\""),
        .. new[] { ("low", 2048), ("medium", 8192), ("high", 16384), ("xhigh", 32000), ("max", 32000) }.Select(row => new Counterpart(
            OpenAIChat, "$.reasoning_effort", $"\"{row.Item1}\"", $"thinking within {row.Item2:N0} tokens", $"{Thinking}.budget_tokens={row.Item2}")),
        new(OpenAIChat, "$.reasoning_effort", "\"minimal\"", "thinking within 1,024 tokens", $"{Thinking}.budget_tokens=1024"),
        new(OpenAIChat, "$.response_format.type", "\"json_object\"", "a forced tool, whose arguments come back as the text", $"~\"toolChoice\":{{\"tool\""),
        new(OpenAIChat, "$.response_format.json_schema.strict", "*", "always held to it", "$.outputConfig.textFormat.type=\"json_schema\""),
        new(OpenAIChat, "$.response_format.json_schema.strict", "false", Default, "!$.outputConfig"),
        new(OpenAIChat, "$.service_tier", "\"auto\"", Default, "!$.serviceTier"),
        new(AnthropicMessages, "$.service_tier", "\"auto\"", Default, "!$.serviceTier"),
        new(OpenAIChat, "$.service_tier", "*", "`serviceTier`", "$.serviceTier.type=\"default\"", "$.serviceTier.type=\"flex\"", "$.serviceTier.type=\"priority\""),
        new(AnthropicMessages, "$.service_tier", "\"standard_only\"", Default, "!$.serviceTier"),
        .. from side in new[] { (From: OpenAIChat, Leaf: "$.tools[].function.strict"), (From: AnthropicMessages, Leaf: "$.tools[].strict"), (From: OpenAIResponses, Leaf: "$.tools[].strict") }
           from flag in new[] { "true", "false" }
           select new Counterpart(side.From, side.Leaf, flag, "`strict` of the tool", $"~\"strict\":{flag}"),
        new(OpenAIChat, "$.parallel_tool_calls", "false", "Claude's own `tool_choice`", "~\"disable_parallel_tool_use\":true"),
        new(AnthropicMessages, "$.tool_choice.disable_parallel_tool_use", "true", "Claude's own `tool_choice`", "~\"disable_parallel_tool_use\":true"),
        .. new[] { (OpenAIChat, "$.tool_choice"), (OpenAIChat, "$.function_call"), (OpenAIResponses, "$.tool_choice") }.SelectMany(leaf => new Counterpart[]
        {
            new(leaf.Item1, leaf.Item2, "\"none\"", "no tools are offered", "!$.toolConfig"),
            new(leaf.Item1, leaf.Item2, "\"auto\"", "`auto`", $"{Choice}.auto={{}}"),
            new(leaf.Item1, leaf.Item2, "\"required\"", "`any`", $"{Choice}.any={{}}"),
        }),
        new(OpenAIResponses, "$.tool_choice.name", "*", "`tool` with the name", $"{Choice}.tool.name=\"open_gate\""),
        new(OpenAIResponses, "$.stream", "true", "the path says so", "~\"inferenceConfig\""),
        .. new[] { ("minimal", 1024), ("low", 2048), ("medium", 8192), ("high", 16384), ("xhigh", 32000), ("max", 32000) }.Select(row => new Counterpart(
            OpenAIResponses, "$.reasoning.effort", $"\"{row.Item1}\"", $"thinking within {row.Item2:N0} tokens", $"{Thinking}.budget_tokens={row.Item2}")),
        new(OpenAIResponses, "$.reasoning.effort", "\"none\"", "no thinking", $"!{Thinking}"),
        new(OpenAIResponses, "$.reasoning.summary", "*", "thinking is shown", $"{Thinking}.display=\"summarized\""),
        new(OpenAIResponses, "$.text.format.type", "\"json_object\"", "a forced tool, whose arguments come back as the text", "~\"toolChoice\":{\"tool\""),
        new(OpenAIResponses, "$.text.format.strict", "*", "always held to it", "$.outputConfig.textFormat.type=\"json_schema\""),
        new(OpenAIResponses, "$.text.format.strict", "false", Default, "!$.outputConfig"),
        new(OpenAIResponses, "$.text.format.name", "*", "only a label", "$.outputConfig.textFormat.type=\"json_schema\""),
        new(OpenAIResponses, "$.service_tier", "\"auto\"", Default, "!$.serviceTier"),
        new(OpenAIResponses, "$.service_tier", "*", "`serviceTier`", "$.serviceTier.type=\"default\"", "$.serviceTier.type=\"flex\"", "$.serviceTier.type=\"priority\""),
        new(OpenAIResponses, "$.parallel_tool_calls", "false", "Claude's own `tool_choice`", "~\"disable_parallel_tool_use\":true"),
        new(OpenAIResponses, "$.input[].content[].prompt_cache_breakpoint", "*", "`cachePoint` behind it", "~{\"cachePoint\":{\"type\":\"default\""),
        new(OpenAIChat, "$.tool_choice.function.name", "*", "`tool` with the name", $"{Choice}.tool.name=\"open_gate\""),
        new(AnthropicMessages, "$.tool_choice.type", "\"none\"", "no tools are offered", "!$.toolConfig"),
        new(AnthropicMessages, "$.tool_choice.type", "\"auto\"", "`auto`", $"{Choice}.auto={{}}", "~\"disable_parallel_tool_use\":true"),
        new(AnthropicMessages, "$.tool_choice.type", "\"any\"", "`any`", $"{Choice}.any={{}}"),
        new(AnthropicMessages, "$.tool_choice.name", "*", "`tool` with the name", $"{Choice}.tool.name=\"open_gate\""),
        new(OpenAIChat, "$.messages[].content[].prompt_cache_breakpoint.mode", "\"explicit\"", "`cachePoint` behind it", "~{\"cachePoint\":{\"type\":\"default\""),
        new(OpenAIChat, "$.messages[].content[].prompt_cache_breakpoint.ttl", "\"30m\"", "`5m`", "~\"cachePoint\":{\"type\":\"default\",\"ttl\":\"5m\"}"),
        new(OpenAIChat, "$.messages[].content[].prompt_cache_breakpoint.ttl", "\"12h\"", "`1h`", "~\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}"),
        .. new[] { "$.tools[].cache_control", "$.system[].cache_control.type", "$.messages[].content[].cache_control" }.Select(leaf => new Counterpart(
            AnthropicMessages, leaf, "*", "`cachePoint` behind it", "~{\"cachePoint\":{\"type\":\"default\"")),
        new(AnthropicMessages, "$.system[].cache_control.ttl", "*", "`ttl` of the `cachePoint`", "~\"ttl\":\"5m\"", "~\"ttl\":\"1h\""),
        .. new[] { "jpeg", "png", "gif", "webp" }.Select(type => new Counterpart(
            AnthropicMessages, "$.messages[].content[].source.media_type", $"\"image/{type}\"", "`format`", $"~\"format\":\"{type}\"")),
        new(AnthropicMessages, "$.messages[].content[].is_error", "true", "`status`", "~\"status\":\"error\""),
        new(AnthropicMessages, "$.messages[].content[].is_error", "false", "`status`", "~\"status\":\"success\""),
        new(AnthropicMessages, "$.tools[].type", "\"custom\"", "a tool", "~\"toolSpec\""),
        new(AnthropicMessages, "$.thinking.type", "\"disabled\"", "no thinking", $"!{Thinking}"),
        new(AnthropicMessages, "$.thinking.type", "\"adaptive\"", "thinking within 8,192 tokens", $"{Thinking}.budget_tokens=8192"),
        .. new[] { ("low", 2048), ("medium", 8192), ("high", 16384), ("xhigh", 32000), ("max", 32000) }.Select(row => new Counterpart(
            AnthropicMessages, "$.output_config.effort", $"\"{row.Item1}\"", $"thinking within {row.Item2:N0} tokens, or half of the answer's bound",
            "~\"budget_tokens\":")),
        new(AnthropicMessages, "$.thinking.type", "\"between_tools\"", "no thinking", $"!{Thinking}"),
        .. new[] { "summarized", "omitted", "full" }.Select(word => new Counterpart(
            AnthropicMessages, "$.thinking.display", $"\"{word}\"", "`display`", $"{Thinking}.display=\"{word}\"")),
        .. new[] { "wav", "mp3" }.Select(format => new Counterpart(
            OpenAIChat, "$.messages[].content[].input_audio.format", $"\"{format}\"", "`format`", $"~\"format\":\"{format}\"")),
        new(AnthropicMessages, "$.messages[].content[].source", "*", "in base64", "~\"source\":{\"bytes\":"),
    ];

    public static ImmutableArray<Counterpart> OfStreams { get; } =
    [
        new(BedrockConverse, "$.serviceTier.type", "\"default\"", Default, "~\"usage\""),
        new(BedrockConverse, "$.metrics.latencyMs", "*", "measured by the gateway itself", "~\"usage\""),
    ];

    public static ImmutableArray<Counterpart> OfResponses { get; } =
    [
        .. new[] { "end_turn", "stop_sequence", "tool_use" }.Select(word => new Counterpart(
            BedrockConverse, "$.stopReason", $"\"{word}\"", "`completed`", "$.status=\"completed\"")),
        .. new[] { "max_tokens", "model_context_window_exceeded" }.Select(word => new Counterpart(
            BedrockConverse, "$.stopReason", $"\"{word}\"", "`max_output_tokens`", "$.incomplete_details.reason=\"max_output_tokens\"")),
        .. new[] { "content_filtered", "guardrail_intervened" }.Select(word => new Counterpart(
            BedrockConverse, "$.stopReason", $"\"{word}\"", "`content_filter`", "$.incomplete_details.reason=\"content_filter\"")),
        new(BedrockConverse, "$.usage.inputTokens", "4210", "`input_tokens`, which counts the cache's too", "$.usage.input_tokens=5000"),
        new(BedrockConverse, "$.usage.cacheDetails", "*", "`cache_write_tokens`, whatever they live", "$.usage.input_tokens_details.cache_write_tokens=90"),
        .. Stops(("end_turn", "end_turn", "stop"), ("stop_sequence", "end_turn", "stop"), ("max_tokens", "max_tokens", "length"),
            ("tool_use", "tool_use", "tool_calls"), ("content_filtered", "refusal", "content_filter"),
            ("guardrail_intervened", "refusal", "content_filter"), ("model_context_window_exceeded", "model_context_window_exceeded", "length")),
        new(BedrockConverse, "$.serviceTier.type", "\"default\"", "`service_tier`", "$.service_tier=\"default\"", "$.usage.service_tier=\"standard\""),
        new(BedrockConverse, "$.serviceTier.type", "*", "`service_tier`", "$.service_tier=\"priority\"", "$.service_tier=\"flex\"",
            "$.usage.service_tier=\"priority\""),
        new(BedrockConverse, "$.metrics.latencyMs", "*", "measured by the gateway itself", "~\"usage\""),
        new(BedrockConverse, "$.usage.inputTokens", "4210", "`prompt_tokens`, which counts the cache's too", "$.usage.prompt_tokens=5000"),
        new(BedrockConverse, "$.usage.totalTokens", "5600", "the sum of all meters", "$.usage.input_tokens=4210"),
        new(BedrockConverse, "$.usage.cacheDetails", "*", "`cache_creation`", "$.usage.cache_creation.ephemeral_1h_input_tokens=40"),
        new(BedrockConverse, "$.usage.cacheDetails", "*", "`cache_write_tokens`, whatever they live", "$.usage.prompt_tokens_details.cache_write_tokens=90"),
    ];

    private static IEnumerable<Counterpart> Stops(params (string Bedrock, string Messages, string Chat)[] rows) => rows.SelectMany(row => new Counterpart[]
    {
        new(BedrockConverse, "$.stopReason", $"\"{row.Bedrock}\"", $"`{row.Chat}`", $"$.choices[0].finish_reason=\"{row.Chat}\""),
        new(BedrockConverse, "$.stopReason", $"\"{row.Bedrock}\"", $"`{row.Messages}`", $"$.stop_reason=\"{row.Messages}\""),
    });
}
