using System.Collections.Immutable;
using static Headgate.Llm.Protocols.WireProtocol;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>What is said in other words on the other side: the small print of <c>docs/translation.md</c>.</summary>
internal static class Counterparts
{
    private const string Default = "as it is anyway";

    private static readonly IEnumerable<string> AnyModel = Targets.All.Select(target => $"$.model=\"{target.Model}\"").Append("~\"inferenceConfig\"");

    public static ImmutableArray<Counterpart> OfRequests { get; } =
    [
        .. GeminiCounterparts.OfRequests,
        .. GeminiClientCounterparts.OfRequests,
        .. ConverseCounterparts.OfRequests,
        new(OpenAIResponses, "$.model", "*", "the target's model", [.. AnyModel]),
        new(OpenAIChat, "$.model", "*", "the target's model", [.. AnyModel]),
        new(OpenAIChat, "$.stream", "false", Default, "!$.stream"),
        new(OpenAIChat, "$.stream_options.include_usage", "*", "usage is always asked for, and shown to who asked",
            "!$.stream_options", "$.stream_options.include_usage=true"),
        new(OpenAIChat, "$.logprobs", "false", Default, "!$.logprobs"),
        new(OpenAIChat, "$.reasoning_effort", "\"none\"", "no thinking", "$.thinking.type=\"disabled\"", "!$.thinking"),
        new(OpenAIChat, "$.reasoning_effort", "\"minimal\"", "the least effort", "$.thinking.type=\"disabled\"", "$.output_config.effort=\"low\""),
        new(OpenAIChat, "$.reasoning_effort", "\"minimal\"", "thinking within 1,024 tokens", "$.thinking.budget_tokens=1024"),
        .. new[] { "low", "medium", "high", "xhigh", "max" }.Select(effort => new Counterpart(
            OpenAIChat, "$.reasoning_effort", $"\"{effort}\"", "adaptive thinking with the same `output_config.effort`",
            $"$.output_config.effort=\"{effort}\"")),
        .. new[] { ("low", 2048), ("medium", 8192), ("high", 16384), ("xhigh", 32000), ("max", 32000) }.Select(row => new Counterpart(
            OpenAIChat, "$.reasoning_effort", $"\"{row.Item1}\"", $"thinking within {row.Item2:N0} tokens", $"$.thinking.budget_tokens={row.Item2}")),
        new(OpenAIChat, "$.response_format.type", "\"text\"", Default, "!$.response_format"),
        new(OpenAIChat, "$.response_format.type", "\"json_object\"", "a forced tool, whose arguments come back as the text", "$.tool_choice.type=\"tool\""),
        new(OpenAIChat, "$.response_format.json_schema.name", "*", "only a label", "$.output_config.format.type=\"json_schema\""),
        new(OpenAIChat, "$.response_format.json_schema.strict", "*", "always held to it", "$.output_config.format.type=\"json_schema\""),
        new(OpenAIChat, "$.response_format.json_schema.strict", "false", Default, "!$.tools[0].strict"),
        new(OpenAIChat, "$.tools[].function.strict", "true", "`strict` of the tool", "$.tools[0].strict=true"),
        new(OpenAIChat, "$.tools[].function.strict", "false", "`strict` of the tool", "$.tools[0].strict=false", "!$.tools[0].strict"),
        new(OpenAIChat, "$.parallel_tool_calls", "true", Default, "!$.tool_choice.disable_parallel_tool_use", "$.tool_choice.disable_parallel_tool_use=false"),
        new(OpenAIChat, "$.parallel_tool_calls", "false", "`disable_parallel_tool_use` of the choice", "$.tool_choice.disable_parallel_tool_use=true"),
        new(OpenAIChat, "$.tool_choice", "\"none\"", "`none`", "$.tool_choice.type=\"none\""),
        new(OpenAIChat, "$.tool_choice", "\"auto\"", "`auto`", "$.tool_choice.type=\"auto\"", "!$.tool_choice"),
        new(OpenAIChat, "$.tool_choice", "\"required\"", "`any`", "$.tool_choice.type=\"any\""),
        new(OpenAIChat, "$.tool_choice.function.name", "*", "`tool` with the name", "$.tool_choice.name=\"open_gate\""),
        new(OpenAIChat, "$.function_call", "\"none\"", "`tool_choice`", "$.tool_choice.type=\"none\"", "$.tool_choice=\"none\""),
        new(OpenAIChat, "$.function_call", "\"auto\"", "`tool_choice`", "$.tool_choice.type=\"auto\"", "$.tool_choice=\"auto\"", "!$.tool_choice"),
        new(OpenAIChat, "$.messages[].content[].image_url.detail", "\"auto\"", Default, "!$.messages[0].content[0].detail"),
        new(OpenAIChat, "$.service_tier", "\"default\"", "`standard_only`", "$.service_tier=\"standard_only\""),
        new(OpenAIChat, "$.messages[].content[].prompt_cache_breakpoint.mode", "\"explicit\"", "`cache_control`",
            "$.messages[0].content[0].cache_control.type=\"ephemeral\""),
        new(OpenAIChat, "$.messages[].content[].prompt_cache_breakpoint.ttl", "\"30m\"", "`5m`", "$.messages[0].content[0].cache_control.ttl=\"5m\""),
        new(OpenAIChat, "$.messages[].content[].prompt_cache_breakpoint.ttl", "\"12h\"", "`1h`", "$.messages[0].content[0].cache_control.ttl=\"1h\""),

        .. new[] { ("minimal", "low"), ("low", "low"), ("medium", "medium"), ("high", "high"), ("xhigh", "high"), ("max", "high") }.Select(row => new Counterpart(
            OpenAIChat, "$.reasoning_effort", $"\"{row.Item1}\"", $"`think` with the level `{row.Item2}`", $"$.think=\"{row.Item2}\"")),
        new(OpenAIChat, "$.response_format.type", "\"json_object\"", "`format` `json`", "$.format=\"json\""),
        new(OpenAIChat, "$.response_format.json_schema.name", "*", "only a label", "$.format.type=\"object\""),
        new(OpenAIChat, "$.response_format.json_schema.strict", "*", "always held to it", "$.format.type=\"object\""),
        new(OpenAIChat, "$.tool_choice", "\"none\"", "no tools are offered", "!$.tools"),
        new(OpenAIChat, "$.function_call", "\"none\"", "no tools are offered", "!$.tools"),
        new(OpenAIChat, "$.messages[].tool_calls[].id", "*", "the order of calls and results", "~\"tool_calls\":[{\"function\""),
        new(OpenAIChat, "$.messages[].tool_call_id", "*", "the order of calls and results", "~\"tool_name\":"),

        new(AnthropicMessages, "$.model", "*", "the target's model", [.. AnyModel]),
        new(AnthropicMessages, "$.stream", "false", Default, "!$.stream"),
        new(AnthropicMessages, "$.service_tier", "\"standard_only\"", "`default`", "$.service_tier=\"default\""),
        .. new[] { "low", "medium", "high", "xhigh", "max" }.Select(effort => new Counterpart(
            AnthropicMessages, "$.output_config.effort", $"\"{effort}\"", "the same `reasoning_effort`", $"$.reasoning_effort=\"{effort}\"")),
        .. new[] { "xhigh", "max" }.Select(effort => new Counterpart(
            AnthropicMessages, "$.output_config.effort", $"\"{effort}\"", "effort `high`, the most that the model knows", "$.reasoning_effort=\"high\"")),
        new(AnthropicMessages, "$.thinking.budget_tokens", "17000", "effort `high`, the most that the model knows", "$.reasoning_effort=\"high\""),
        new(AnthropicMessages, "$.thinking.type", "\"disabled\"", "effort `none`, or the model does not think",
            "$.reasoning_effort=\"none\"", "$.reasoning_effort=\"minimal\"", "!$.reasoning_effort"),
        new(AnthropicMessages, "$.thinking.type", "\"adaptive\"", "as reasoning models do anyway", "!$.reasoning_effort"),
        .. new[] { ("2048", "low"), ("8192", "medium"), ("16000", "high"), ("17000", "xhigh") }.Select(row => new Counterpart(
            AnthropicMessages, "$.thinking.budget_tokens", row.Item1, $"effort `{row.Item2}`", $"$.reasoning_effort=\"{row.Item2}\"")),
        new(AnthropicMessages, "$.tools[].strict", "true", "`strict` of the function", "$.tools[0].function.strict=true"),
        new(AnthropicMessages, "$.tools[].strict", "false", "`strict` of the function", "$.tools[0].function.strict=false"),
        new(AnthropicMessages, "$.tools[].type", "\"custom\"", "a function", "$.tools[0].type=\"function\""),
        new(AnthropicMessages, "$.tools[].type", "\"custom\"", Default, "!$.tools[0].type"),
        new(AnthropicMessages, "$.tools[].cache_control", "*", "`prompt_cache_breakpoint`",
            "~\"prompt_cache_breakpoint\":{\"mode\":\"explicit\",\"ttl\":\"12h\"}"),
        new(AnthropicMessages, "$.system[].cache_control.type", "*", "`prompt_cache_breakpoint`", "~\"prompt_cache_breakpoint\":{\"mode\":\"explicit\""),
        new(AnthropicMessages, "$.system[].cache_control.ttl", "\"5m\"", "`prompt_cache_breakpoint` of 30m", "~\"ttl\":\"30m\""),
        new(AnthropicMessages, "$.system[].cache_control.ttl", "\"1h\"", "`prompt_cache_breakpoint` of 12h", "~\"ttl\":\"12h\""),
        new(AnthropicMessages, "$.messages[].content[].cache_control", "*", "`prompt_cache_breakpoint`", "~\"prompt_cache_breakpoint\":{\"mode\":\"explicit\""),
        new(AnthropicMessages, "$.tool_choice.type", "\"auto\"", "`auto`", "$.tool_choice=\"auto\""),
        new(AnthropicMessages, "$.tool_choice.type", "\"any\"", "`required`", "$.tool_choice=\"required\""),
        new(AnthropicMessages, "$.tool_choice.type", "\"none\"", "`none`", "$.tool_choice=\"none\""),
        new(AnthropicMessages, "$.tool_choice.name", "*", "the function by name", "$.tool_choice.function.name=\"open_gate\""),
        new(AnthropicMessages, "$.tool_choice.disable_parallel_tool_use", "true", "`parallel_tool_calls: false`", "$.parallel_tool_calls=false"),
        new(AnthropicMessages, "$.tool_choice.disable_parallel_tool_use", "false", Default, "!$.parallel_tool_calls", "$.parallel_tool_calls=true"),
        .. new[] { "jpeg", "png", "gif", "webp" }.Select(type => new Counterpart(
            AnthropicMessages, "$.messages[].content[].source.media_type", $"\"image/{type}\"", "in the data URL", $"~data:image/{type};base64,")),
        new(AnthropicMessages, "$.messages[].content[].is_error", "true", "the text begins with `[tool error]`", "~[tool error] "),
        new(AnthropicMessages, "$.messages[].content[].is_error", "false", Default, "$.messages[2].content=\"12 inches\""),
        .. new[] { ("low", "low"), ("medium", "medium"), ("high", "high"), ("xhigh", "high"), ("max", "high") }.Select(row => new Counterpart(
            AnthropicMessages, "$.output_config.effort", $"\"{row.Item1}\"", $"`think` with the level `{row.Item2}`", $"$.think=\"{row.Item2}\"")),
        .. new[] { ("2048", "low"), ("8192", "medium"), ("16000", "high"), ("17000", "high") }.Select(row => new Counterpart(
            AnthropicMessages, "$.thinking.budget_tokens", row.Item1, $"`think` with the level `{row.Item2}`", $"$.think=\"{row.Item2}\"")),
        new(AnthropicMessages, "$.messages[].content[].id", "*", "the order of calls and results", "~\"tool_calls\":[{\"function\""),
        new(AnthropicMessages, "$.messages[].content[].tool_use_id", "*", "the order of calls and results", "~\"tool_name\":"),
        new(AnthropicMessages, "$.messages[].content[].source.media_type", "*", "told by the bytes", "~\"images\":["),
        new(AnthropicMessages, "$.tools[].strict", "false", Default, "!$.tools[0].function.strict"),
        new(AnthropicMessages, "$.tool_choice.type", "\"auto\"", Default, "!$.tool_choice"),
        new(AnthropicMessages, "$.tool_choice.type", "\"none\"", "no tools are offered", "!$.tools"),
        .. ResponsesCounterparts.OfRequests,
    ];

    public static ImmutableArray<Counterpart> OfResponses { get; } =
    [
        .. ConverseCounterparts.OfResponses,
        .. GeminiCounterparts.OfResponses,
        .. GeminiClientCounterparts.OfResponses,
        new(OpenAIChat, "$.choices[].finish_reason", "\"stop\"", "`end_turn`", "$.stop_reason=\"end_turn\""),
        new(OpenAIChat, "$.choices[].finish_reason", "\"length\"", "`max_tokens`", "$.stop_reason=\"max_tokens\""),
        new(OpenAIChat, "$.choices[].finish_reason", "\"content_filter\"", "`refusal`", "$.stop_reason=\"refusal\""),
        new(OpenAIChat, "$.choices[].finish_reason", "\"tool_calls\"", "`tool_use`", "$.stop_reason=\"tool_use\""),
        new(OpenAIChat, "$.choices[].finish_reason", "\"function_call\"", "`tool_use`", "$.stop_reason=\"tool_use\""),
        new(OpenAIChat, "$.choices[].finish_reason", "\"function_call\"", "`tool_calls`", "$.choices[0].finish_reason=\"tool_calls\""),
        new(OpenAIChat, "$.created", "*", "Anthropic's messages have no time", "$.type=\"message\""),
        new(OpenAIChat, "$.service_tier", "\"default\"", "`usage.service_tier: standard`", "$.usage.service_tier=\"standard\""),
        new(OpenAIChat, "$.service_tier", "\"priority\"", "`usage.service_tier`", "$.usage.service_tier=\"priority\""),
        new(OpenAIChat, "$.usage.prompt_tokens", "5000", "the sum of `input_tokens` and the cache's meters", "$.usage.input_tokens=5000"),
        new(OpenAIChat, "$.usage.total_tokens", "5600", "the sum of all meters", "$.usage.input_tokens=5000"),
        .. new[] { "audio", "image" }.Select(kind => new Counterpart(
            OpenAIChat, $"$.usage.prompt_tokens_details.{kind}_tokens", "*", "counted in `input_tokens`", "$.usage.input_tokens=5000")),
        new(OpenAIChat, "$.usage.completion_tokens_details.audio_tokens", "*", "counted in `output_tokens`", "$.usage.output_tokens=600"),

        new(AnthropicMessages, "$.stop_reason", "\"end_turn\"", "`stop`", "$.choices[0].finish_reason=\"stop\""),
        new(AnthropicMessages, "$.stop_reason", "\"stop_sequence\"", "`stop`", "$.choices[0].finish_reason=\"stop\""),
        new(AnthropicMessages, "$.stop_reason", "\"max_tokens\"", "`length`", "$.choices[0].finish_reason=\"length\""),
        new(AnthropicMessages, "$.stop_reason", "\"model_context_window_exceeded\"", "`length`", "$.choices[0].finish_reason=\"length\""),
        new(AnthropicMessages, "$.stop_reason", "\"tool_use\"", "`tool_calls`", "$.choices[0].finish_reason=\"tool_calls\""),
        new(AnthropicMessages, "$.stop_reason", "\"refusal\"", "`content_filter`", "$.choices[0].finish_reason=\"content_filter\""),
        new(AnthropicMessages, "$.usage.service_tier", "\"standard\"", "`service_tier: default`", "$.service_tier=\"default\""),
        new(AnthropicMessages, "$.usage.service_tier", "\"priority\"", "`service_tier`", "$.service_tier=\"priority\""),
        new(AnthropicMessages, "$.usage.cache_creation", "*", "`cache_write_tokens`, whatever they live",
            "$.usage.prompt_tokens_details.cache_write_tokens=90"),
        new(AnthropicMessages, "$.usage.input_tokens", "4210", "`prompt_tokens`, which counts the cache's too", "$.usage.prompt_tokens=5000"),
        .. ResponsesCounterparts.OfResponses,
    ];

    public static ImmutableArray<Counterpart> OfStreams { get; } =
    [
        .. ConverseCounterparts.OfStreams,
        .. GeminiClientCounterparts.OfStreams,
        .. from row in OfResponses
           where row.Seen.All(sign => sign[0] == '$')
           where row.Leaf is "$.choices[].finish_reason" or "$.stop_reason" or "$.stopReason" or "$.status" || row.From == GeminiGenerateContent
           select row with { Seen = [.. row.Seen.Select(sign => $"~{InEvent(sign)}")] },
        new(OpenAIChat, "$.obfuscation", "*", "not needed: it only hides how long the pieces are", "~\"type\":\"message_stop\"",
            "~\"chat.completion.chunk\"", "~\"response.completed\""),
    ];

    // $.stop_reason="end_turn" is "stop_reason":"end_turn" in an event's text.
    private static string InEvent(string sign)
    {
        string[] parts = sign[(sign.LastIndexOf('.') + 1)..].Split('=');
        return $"\"{parts[0]}\":{parts[1]}";
    }
}
