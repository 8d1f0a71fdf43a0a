using System.Collections.Immutable;
using static Headgate.Llm.Protocols.WireProtocol;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>What is said in other words on the way to and from Responses.</summary>
internal static class ResponsesCounterparts
{
    private const string HighIsMost = "effort `high`, the most that the model knows";
    private const string Default = "as it is anyway";
    private const string Completed = "$.status=\"completed\"";
    private static readonly string[] Efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

    public static ImmutableArray<Counterpart> OfRequests { get; } =
    [
        .. Efforts.Select(effort => new Counterpart(OpenAIChat, "$.reasoning_effort", $"\"{effort}\"", "`reasoning.effort`", $"$.reasoning.effort=\"{effort}\"")),
        new(OpenAIChat, "$.response_format.type", "*", "`text.format`", "$.text.format.type=\"text\"", "$.text.format.type=\"json_object\""),
        new(OpenAIChat, "$.response_format.json_schema.strict", "true", "`text.format.strict`", "$.text.format.strict=true"),
        new(OpenAIChat, "$.response_format.json_schema.strict", "false", "`text.format.strict`", "$.text.format.strict=false"),
        new(OpenAIChat, "$.tools[].function.strict", "true", "`strict` of the tool", "$.tools[0].strict=true"),
        new(OpenAIChat, "$.tool_choice.function.name", "*", "the function by name", "$.tool_choice.name=\"open_gate\""),
        new(OpenAIChat, "$.tool_choice.allowed_tools.tools[].function.name", "*", "the same", "$.tool_choice.tools[0].name=\"open_gate\""),
        new(OpenAIChat, "$.tool_choice.allowed_tools.mode", "*", "`mode`", "$.tool_choice.mode=\"auto\"", "$.tool_choice.mode=\"required\""),
        new(OpenAIChat, "$.messages[].content[].image_url.detail", "*", "`detail`", "~\"detail\":\""),
        new(OpenAIChat, "$.messages[].content[].input_audio.format", "*", "`format`", "~\"format\":\""),
        new(OpenAIChat, "$.messages[].content[].prompt_cache_breakpoint.mode", "*", "the same", "~\"prompt_cache_breakpoint\":{\"mode\":\"explicit\""),
        new(OpenAIChat, "$.messages[].content[].prompt_cache_breakpoint.ttl", "\"30m\"", "the same", "~\"ttl\":\"30m\""),
        new(OpenAIChat, "$.messages[].content[].prompt_cache_breakpoint.ttl", "\"12h\"", "the same", "~\"ttl\":\"12h\""),
        .. Efforts.Select(effort =>
            new Counterpart(AnthropicMessages, "$.output_config.effort", $"\"{effort}\"", "the same `reasoning.effort`", $"$.reasoning.effort=\"{effort}\"")),
        .. new[] { ("2048", "low"), ("8192", "medium"), ("16384", "high"), ("17000", "xhigh") }.Select(row => new Counterpart(
            AnthropicMessages, "$.thinking.budget_tokens", row.Item1, $"effort `{row.Item2}`", $"$.reasoning.effort=\"{row.Item2}\"")),
        .. new[] { "xhigh", "max" }.SelectMany(effort => new Counterpart[]
        {
            new(OpenAIChat, "$.reasoning_effort", $"\"{effort}\"", HighIsMost, "$.reasoning.effort=\"high\""),
            new(AnthropicMessages, "$.output_config.effort", $"\"{effort}\"", HighIsMost, "$.reasoning.effort=\"high\""),
            new(OpenAIResponses, "$.reasoning.effort", $"\"{effort}\"", HighIsMost, "$.reasoning_effort=\"high\"", "$.think=\"high\""),
        }),
        new(OpenAIChat, "$.reasoning_effort", "\"none\"", "the least that the model knows", "$.reasoning.effort=\"minimal\""),
        new(OpenAIResponses, "$.reasoning.effort", "\"none\"", "the least that the model knows", "$.reasoning_effort=\"minimal\""),
        .. new[] { "16000", "17000" }.Select(budget => new Counterpart(
            AnthropicMessages, "$.thinking.budget_tokens", budget, "effort `high`", "$.reasoning.effort=\"high\"")),
        new(AnthropicMessages, "$.thinking.display", "\"summarized\"", "`reasoning.summary: auto`", "$.reasoning.summary=\"auto\""),
        new(AnthropicMessages, "$.thinking.display", "\"omitted\"", Default, "!$.reasoning.summary"),
        new(AnthropicMessages, "$.tool_choice.name", "*", "the function by name", "$.tool_choice.name=\"open_gate\""),
        new(AnthropicMessages, "$.messages[].content[].is_error", "false", Default, "$.input[3].output=\"12 inches\""),
        new(OpenAIResponses, "$.stream", "false", Default, "!$.stream"),
        new(OpenAIResponses, "$.reasoning.effort", "\"none\"", "no thinking", "$.thinking.type=\"disabled\"", "!$.thinking"),
        new(OpenAIResponses, "$.reasoning.effort", "\"minimal\"", "the least effort", "$.thinking.type=\"disabled\"", "$.output_config.effort=\"low\""),
        .. Efforts.Select(effort => new Counterpart(
            OpenAIResponses, "$.reasoning.effort", $"\"{effort}\"", "the same effort", $"$.output_config.effort=\"{effort}\"", $"$.reasoning_effort=\"{effort}\"")),
        .. new[] { ("minimal", 1024), ("low", 2048), ("medium", 8192), ("high", 16384), ("xhigh", 32000), ("max", 32000) }.Select(row => new Counterpart(
            OpenAIResponses, "$.reasoning.effort", $"\"{row.Item1}\"", $"thinking within {row.Item2:N0} tokens", $"$.thinking.budget_tokens={row.Item2}")),
        new(OpenAIResponses, "$.reasoning.summary", "*", "thinking is shown", "$.thinking.display=\"summarized\"", "$.reasoning.summary=\"auto\""),
        new(OpenAIResponses, "$.reasoning.summary", "*", "there is no thinking to show", "!$.thinking"),
        new(OpenAIResponses, "$.text.format.type", "\"text\"", Default, "!$.response_format.type", "$.response_format.type=\"text\""),
        new(OpenAIResponses, "$.text.format.type", "\"json_object\"", "a forced tool, whose arguments come back as the text", "$.tool_choice.type=\"tool\""),
        new(OpenAIResponses, "$.text.format.type", "\"json_object\"", "`response_format`", "$.response_format.type=\"json_object\""),
        new(OpenAIResponses, "$.text.format.name", "*", "only a label", "$.output_config.format.type=\"json_schema\""),
        new(OpenAIResponses, "$.text.format.strict", "*", "always held to it", "$.output_config.format.type=\"json_schema\""),
        new(OpenAIResponses, "$.text.format.strict", "true", "`strict`", "$.response_format.json_schema.strict=true", "$.tools[0].strict=true"),
        new(OpenAIResponses, "$.text.format.strict", "false", "`strict`", "$.response_format.json_schema.strict=false", "!$.tools[0].strict"),
        new(OpenAIResponses, "$.text.format.strict", "true", "advice, where the vendor cannot hold it", "$.response_format.json_schema.strict=false"),
        new(OpenAIResponses, "$.tools[].strict", "true", "`strict` of the function", "$.tools[0].function.strict=true"),
        new(OpenAIResponses, "$.tools[].strict", "false", "`strict` of the function", "$.tools[0].function.strict=false", "!$.tools[0].strict"),
        new(OpenAIResponses, "$.parallel_tool_calls", "true", Default, "!$.tool_choice.disable_parallel_tool_use", "$.tool_choice.disable_parallel_tool_use=false"),
        new(OpenAIResponses, "$.parallel_tool_calls", "false", "`disable_parallel_tool_use` of the choice", "$.tool_choice.disable_parallel_tool_use=true"),
        new(OpenAIResponses, "$.tool_choice", "\"none\"", "`none`", "$.tool_choice.type=\"none\""),
        new(OpenAIResponses, "$.tool_choice", "\"auto\"", "`auto`", "$.tool_choice.type=\"auto\"", "!$.tool_choice"),
        new(OpenAIResponses, "$.tool_choice", "\"required\"", "`any`", "$.tool_choice.type=\"any\""),
        new(OpenAIResponses, "$.tool_choice.name", "*", "the tool by name", "$.tool_choice.name=\"open_gate\"", "$.tool_choice.function.name=\"open_gate\""),
        new(OpenAIResponses, "$.tool_choice.mode", "*", "`allowed_tools`", "$.tool_choice.allowed_tools.mode=\"auto\"", "$.tool_choice.allowed_tools.mode=\"required\""),
        new(OpenAIResponses, "$.input[].content[].detail", "\"auto\"", Default, "!$.messages[0].content[0].detail"),
        new(OpenAIResponses, "$.input[].content[].detail", "*", "`detail`", "~\"detail\":\""),
        new(OpenAIResponses, "$.input[].content[].input_audio.format", "*", "`format`", "~\"format\":\""),
        new(OpenAIResponses, "$.input[].content[].prompt_cache_breakpoint", "*", "`cache_control`, or the same", "~\"cache_control\":{", "~\"prompt_cache_breakpoint\":{"),
        .. new[] { ("minimal", "low"), ("low", "low"), ("medium", "medium"), ("high", "high") }.Select(row => new Counterpart(
            OpenAIResponses, "$.reasoning.effort", $"\"{row.Item1}\"", $"`think` with the level `{row.Item2}`", $"$.think=\"{row.Item2}\"")),
        new(OpenAIResponses, "$.text.format.type", "\"json_object\"", "`format` `json`", "$.format=\"json\""),
        new(OpenAIResponses, "$.text.format.name", "*", "only a label", "$.format.type=\"object\""),
        new(OpenAIResponses, "$.text.format.strict", "*", "always held to it", "$.format.type=\"object\""),
        new(OpenAIResponses, "$.tool_choice", "\"none\"", "no tools are offered", "!$.tools"),
        new(OpenAIResponses, "$.input[].call_id", "*", "the order of calls and results", "~\"tool_calls\":[{\"function\"", "~\"tool_name\":"),
        new(OpenAIChat, "$.verbosity", "*", "`text.verbosity`", "$.text.verbosity=\"low\"", "$.text.verbosity=\"medium\"", "$.text.verbosity=\"high\""),
        new(OpenAIResponses, "$.text.verbosity", "*", "`verbosity`", "$.verbosity=\"low\"", "$.verbosity=\"high\""),
        new(OpenAIResponses, "$.service_tier", "\"default\"", "`standard_only`", "$.service_tier=\"standard_only\""),
    ];

    public static ImmutableArray<Counterpart> OfResponses { get; } =
    [
        .. new[] { "stop", "tool_calls", "function_call", "eos" }.Select(word => new Counterpart(
            OpenAIChat, "$.choices[].finish_reason", $"\"{word}\"", "`completed`", Completed)),
        new(OpenAIChat, "$.choices[].finish_reason", "\"length\"", "`max_output_tokens`", "$.incomplete_details.reason=\"max_output_tokens\""),
        new(OpenAIChat, "$.choices[].finish_reason", "\"content_filter\"", "`content_filter`", "$.incomplete_details.reason=\"content_filter\""),
        .. new[] { "end_turn", "stop_sequence", "tool_use" }.Select(word => new Counterpart(AnthropicMessages, "$.stop_reason", $"\"{word}\"", "`completed`", Completed)),
        .. new[] { "max_tokens", "model_context_window_exceeded" }.Select(word => new Counterpart(
            AnthropicMessages, "$.stop_reason", $"\"{word}\"", "`max_output_tokens`", "$.incomplete_details.reason=\"max_output_tokens\"")),
        new(AnthropicMessages, "$.stop_reason", "\"refusal\"", "`content_filter`", "$.incomplete_details.reason=\"content_filter\""),
        new(AnthropicMessages, "$.usage.cache_creation", "*", "`cache_write_tokens`, whatever they live", "$.usage.input_tokens_details.cache_write_tokens=90"),
        new(AnthropicMessages, "$.usage.input_tokens", "4210", "`input_tokens`, which counts the cache's too", "$.usage.input_tokens=5000"),
        new(AnthropicMessages, "$.content[].signature", "*", "within `encrypted_content`", "~\"encrypted_content\":\"hg.messages."),
        new(AnthropicMessages, "$.content[].data", "*", "within `encrypted_content`", "~\"encrypted_content\":\"hg.messages."),
        new(OpenAIResponses, "$.status", "\"completed\"", "`stop`", "$.choices[0].finish_reason=\"stop\""),
        new(OpenAIResponses, "$.status", "\"completed\"", "`end_turn`", "$.stop_reason=\"end_turn\""),
        new(OpenAIResponses, "$.status", "\"incomplete\"", "`length`", "$.choices[0].finish_reason=\"length\""),
        new(OpenAIResponses, "$.status", "\"incomplete\"", "`max_tokens`", "$.stop_reason=\"max_tokens\""),
        new(OpenAIResponses, "$.incomplete_details.reason", "\"max_output_tokens\"", "`length`", "$.choices[0].finish_reason=\"length\""),
        new(OpenAIResponses, "$.incomplete_details.reason", "\"max_output_tokens\"", "`max_tokens`", "$.stop_reason=\"max_tokens\""),
        new(OpenAIResponses, "$.incomplete_details.reason", "\"content_filter\"", "`content_filter`", "$.choices[0].finish_reason=\"content_filter\""),
        new(OpenAIResponses, "$.incomplete_details.reason", "\"content_filter\"", "`refusal`", "$.stop_reason=\"refusal\""),
        new(OpenAIResponses, "$.created_at", "*", "Anthropic's messages have no time", "$.type=\"message\""),
        new(OpenAIResponses, "$.service_tier", "\"default\"", "`usage.service_tier: standard`", "$.usage.service_tier=\"standard\""),
        new(OpenAIResponses, "$.service_tier", "\"priority\"", "`usage.service_tier`", "$.usage.service_tier=\"priority\""),
        new(OpenAIResponses, "$.usage.input_tokens", "5000", "the sum of `input_tokens` and the cache's meters", "$.usage.input_tokens=5000", "$.usage.input_tokens=4300"),
        new(OpenAIResponses, "$.usage.total_tokens", "5600", "the sum of all meters", "$.usage.input_tokens=5000"),
    ];
}
