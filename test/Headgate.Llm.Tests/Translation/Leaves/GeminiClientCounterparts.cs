using System.Collections.Immutable;
using Headgate.Llm.Protocols;
using static Headgate.Llm.Protocols.WireProtocol;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>What Gemini's clients say in other words, and are told in other words.</summary>
internal static class GeminiClientCounterparts
{
    private const string Default = "as it is anyway";
    private const string Mode = "$.toolConfig.functionCallingConfig.mode";
    private const string Level = "$.generationConfig.thinkingConfig.thinkingLevel";
    private const string Budget = "$.generationConfig.thinkingConfig.thinkingBudget";
    private const string Finish = "$.candidates[0].finishReason";
    private const string Prompt = "$.usageMetadata.promptTokenCount";

    public static ImmutableArray<Counterpart> OfRequests { get; } =
    [
        .. new[] { ("standard", "default"), ("standard", "standard_only"), ("flex", "flex"), ("priority", "priority") }.Select(row => Own(
            "$.serviceTier", $"\"{row.Item1}\"", "the vendor's word for it",
            $"$.service_tier=\"{row.Item2}\"", $"$.serviceTier.type=\"{row.Item2}\"")),
        Own("$.generationConfig.responseLogprobs", "true", "`logprobs`", "$.logprobs=true"),
        Own("$.generationConfig.responseLogprobs", "false", Default, "!$.logprobs", "$.logprobs=false"),
        Own("$.generationConfig.responseMimeType", "\"text/plain\"", Default, "!$.response_format", "!$.output_config.format"),
        Own("$.generationConfig.responseMimeType", "\"application/json\"", "the form of the answer",
            "$.response_format.type=\"json_object\"", "~\"tool_choice\":{\"type\":\"tool\"", "~\"toolChoice\"", "$.format=\"json\"",
            "$.text.format.type=\"json_object\""),
        .. new[] { ("MINIMAL", "minimal"), ("MINIMAL", "low"), ("LOW", "low"), ("MEDIUM", "medium"), ("HIGH", "high") }.Select(row => Own(
            Level, $"\"{row.Item1}\"", $"the effort `{row.Item2}`",
            $"$.reasoning.effort=\"{row.Item2}\"", $"$.output_config.effort=\"{row.Item2}\"", $"$.reasoning_effort=\"{row.Item2}\"", $"$.think=\"{row.Item2}\"", $"~\"maxReasoningEffort\":\"{row.Item2}\"")),
        .. new[] { ("MINIMAL", 1_024), ("LOW", 2_048), ("MEDIUM", 8_192), ("HIGH", 10_000), ("HIGH", 16_384), ("MINIMAL", 1_024), ("LOW", 1_024), ("HIGH", 24_576) }
            .Select(row => Own(Level, $"\"{row.Item1}\"", $"thinking within {row.Item2:N0} tokens",
                $"~\"budget_tokens\":{row.Item2}", $"~\"thinkingBudget\":{row.Item2}")),
        .. new[] { "MINIMAL", "LOW", "MEDIUM", "HIGH" }.SelectMany(level => new[]
        {
            Own(Level, $"\"{level}\"", "thinking", "$.think=true"),
        }),
        Own(Level, "\"MINIMAL\"", "the least level", $"{Level}=\"LOW\""),
        Own(Level, "\"MEDIUM\"", "the next level", $"{Level}=\"HIGH\""),
        Own(Budget, "-1", "as much as it finds right", "~\"adaptive\"", "~\"thinking\":{\"type\":\"enabled\"", "$.think=true", "$.think=\"medium\"",
            "!$.reasoning_effort", "!$.generationConfig.thinkingConfig.thinkingLevel"),
        Own(Budget, "0", "no thinking", "$.reasoning_effort=\"minimal\"", "$.reasoning_effort=\"none\"", "~\"disabled\"", "$.think=false",
            "~\"thinkingLevel\":\"MINIMAL\"", "!$.thinking"),
        .. new[] { ("2048", "low"), ("2048", "medium"), ("8192", "medium"), ("8192", "high"), ("16000", "high") }.Select(row => Own(
            Budget, row.Item1, $"the effort or the level `{row.Item2}`",
            $"$.reasoning.effort=\"{row.Item2}\"", $"$.output_config.effort=\"{row.Item2}\"", $"$.reasoning_effort=\"{row.Item2}\"", $"$.think=\"{row.Item2}\"",
            $"{Level}=\"{row.Item2.ToUpperInvariant()}\"", $"~\"maxReasoningEffort\":\"{row.Item2}\"")),
        Own("$.generationConfig.thinkingConfig.includeThoughts", "true", "`display`", "~\"display\":\"summarized\"", "~\"summary\":\"auto\""),
        Own("$.generationConfig.thinkingConfig.includeThoughts", "false", "`display`", "~\"display\":\"omitted\"", "!$.reasoning.summary"),
        .. new[] { ("AUTO", "auto", "auto"), ("ANY", "any", "required"), ("NONE", "none", "none") }.Select(row => Own(
            Mode, $"\"{row.Item1}\"", $"`{row.Item2}`, `{row.Item3}`", $"$.tool_choice.type=\"{row.Item2}\"", $"$.tool_choice=\"{row.Item3}\"",
            $"~\"toolChoice\":{{\"{row.Item2}\":")),
        Own(Mode, "\"AUTO\"", Default, "!$.tool_choice"),
        Own(Mode, "\"VALIDATED\"", "`strict` of the tools", "$.tools[0].strict=true", "$.tools[0].function.strict=true",
            "$.toolConfig.tools[0].toolSpec.strict=true"),
        Own(Mode, "\"NONE\"", "no tools are offered", "!$.tools"),
        Own("$.generationConfig.responseSchema.propertyOrdering", "*", "the order of `properties`", "~\"properties\":{\"b\":", "~\\\"properties\\\":{\\\"b\\\":"),
        Own("$.toolConfig.functionCallingConfig.allowedFunctionNames[]", "*", "the tool by name",
            "$.tool_choice.name=\"open_gate\"", "$.tool_choice.function.name=\"open_gate\"", "~\"toolChoice\":{\"tool\":{\"name\":\"open_gate\""),
        .. new[] { "jpeg", "png", "gif", "webp" }.Select(type => Own("$.contents[].parts[].inlineData.mimeType", $"\"image/{type}\"", "the image's type",
            $"~image/{type}", $"~\"format\":\"{type}\"", "~\"images\":")),
        Own("$.contents[].parts[].functionCall.id", "*", "the order of calls and results", "~\"tool_name\":"),
        Own("$.contents[].parts[].functionResponse.id", "*", "the order of calls and results", "~\"tool_name\":"),
        Own("$.contents[].parts[].functionResponse.name", "*", "the name of the call that it answers", "~\"read_gauge\""),
    ];

    public static ImmutableArray<Counterpart> OfResponses { get; } =
    [
        .. Stops(OpenAIChat, "$.choices[].finish_reason",
            ("stop", "STOP"), ("length", "MAX_TOKENS"), ("content_filter", "SAFETY"), ("tool_calls", "STOP"), ("function_call", "STOP")),
        .. Stops(AnthropicMessages, "$.stop_reason",
            ("end_turn", "STOP"), ("stop_sequence", "STOP"), ("max_tokens", "MAX_TOKENS"), ("model_context_window_exceeded", "MAX_TOKENS"),
            ("tool_use", "STOP"), ("refusal", "SAFETY")),
        .. Stops(BedrockConverse, "$.stopReason",
            ("end_turn", "STOP"), ("stop_sequence", "STOP"), ("max_tokens", "MAX_TOKENS"), ("model_context_window_exceeded", "MAX_TOKENS"),
            ("tool_use", "STOP"), ("content_filtered", "SAFETY"), ("guardrail_intervened", "SAFETY")),
        .. Stops(OpenAIResponses, "$.status", ("completed", "STOP"), ("incomplete", "MAX_TOKENS")),
        .. Stops(OpenAIResponses, "$.incomplete_details.reason", ("max_output_tokens", "MAX_TOKENS"), ("content_filter", "SAFETY")),
        .. Signatures(OpenAIResponses, "$.output[].encrypted_content", "$.item.encrypted_content", "$.response.output[].encrypted_content"),
        new(OpenAIResponses, "$.service_tier", "\"default\"", Default, "~\"candidates\""),
        new(OpenAIResponses, "$.created_at", "*", "`createTime`", "~\"createTime\""),
        new(OpenAIResponses, "$.usage.input_tokens_details.cache_write_tokens", "*", "in `promptTokenCount`, with the cache's", $"{Prompt}=5000"),
        .. Stops(GeminiGenerateContent, "$.candidates[].finishReason",
            ("RECITATION", "SAFETY"), ("LANGUAGE", "SAFETY"), ("BLOCKLIST", "SAFETY"), ("PROHIBITED_CONTENT", "SAFETY"), ("SPII", "SAFETY"),
            ("IMAGE_SAFETY", "SAFETY")),
        new(OpenAIChat, "$.choices[].finish_reason", "\"length\"", "`MAX_TOKENS`", "$.candidates[1].finishReason=\"MAX_TOKENS\""),
        new(OpenAIChat, "$.created", "*", "`createTime`", "$.createTime=\"2025-11-24T19:25:45Z\""),
        new(OpenAIChat, "$.service_tier", "\"default\"", Default, "~\"candidates\""),
        new(AnthropicMessages, "$.usage.service_tier", "\"standard\"", Default, "~\"candidates\""),
        new(BedrockConverse, "$.serviceTier.type", "\"default\"", Default, "~\"candidates\""),
        new(BedrockConverse, "$.metrics.latencyMs", "*", "measured by the gateway itself", "~\"candidates\""),
        .. Signatures(AnthropicMessages, "$.content[].signature", "$.content[].data", "$.content[]"),
        .. Signatures(BedrockConverse, "$.output.message.content[].reasoningContent.reasoningText.signature",
            "$.output.message.content[].reasoningContent.redactedContent", "$.content[]"),
        .. new[]
        {
            (OpenAIChat, "$.usage.prompt_tokens_details.cache_write_tokens"), (AnthropicMessages, "$.usage.cache_creation_input_tokens"),
            (AnthropicMessages, "$.usage.cache_creation"), (AnthropicMessages, "$.usage.input_tokens"), (BedrockConverse, "$.usage.inputTokens"),
            (BedrockConverse, "$.usage.cacheWriteInputTokens"), (BedrockConverse, "$.usage.cacheDetails"),
        }.Select(meter => new Counterpart(meter.Item1, meter.Item2, "*", "in `promptTokenCount`, with the cache's", $"{Prompt}=5000")),
        new(GeminiGenerateContent, "$.usageMetadata.toolUsePromptTokenCount", "12", "in `promptTokenCount`", $"{Prompt}=5012"),
        new(GeminiGenerateContent, "$.usageMetadata.promptTokensDetails", "*", "with the text's beside it", "~\"modality\":\"AUDIO\",\"tokenCount\":31"),
    ];

    public static ImmutableArray<Counterpart> OfStreams { get; } =
    [
        .. from row in OfResponses where row.Seen.All(sign => sign[0] == '~') select row,
        .. from row in OfResponses where row.Leaf.StartsWith("$.usage", StringComparison.Ordinal) select row with
        {
            Seen = ["~\"promptTokenCount\":5000", "~\"promptTokenCount\":5012", "~\"tokenCount\":31"],
        },
        new(OpenAIChat, "$.obfuscation", "*", "not needed: it only hides how long the pieces are", "~\"candidates\""),
    ];

    private static Counterpart Own(string leaf, string value, string how, params ImmutableArray<string> seen) =>
        new(GeminiGenerateContent, leaf, value, how, seen);

    private static IEnumerable<Counterpart> Stops(WireProtocol vendor, string leaf, params ImmutableArray<(string Word, string Reason)> rows) =>
        rows.Select(row => new Counterpart(vendor, leaf, $"\"{row.Word}\"", $"`{row.Reason}`", $"{Finish}=\"{row.Reason}\""));

    // Base64 of hg.messages. and hg.bedrock., which the signature comes behind.
    private static IEnumerable<Counterpart> Signatures(WireProtocol vendor, params ImmutableArray<string> leaves) =>
        leaves.Select(leaf => new Counterpart(vendor, leaf, "*", "`thoughtSignature`, in base64 with the vendor's name", "~\"thoughtSignature\":\"aGcu"));
}
