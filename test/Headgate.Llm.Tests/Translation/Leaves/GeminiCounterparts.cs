using System.Collections.Immutable;
using static Headgate.Llm.Protocols.WireProtocol;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>What Gemini says in other words.</summary>
internal static class GeminiCounterparts
{
    private const string Default = "as it is anyway";
    private const string Mode = "$.toolConfig.functionCallingConfig.mode";
    private const string Allowed = "$.toolConfig.functionCallingConfig.allowedFunctionNames[0]";
    private const string Thinking = "$.generationConfig.thinkingConfig";

    public static ImmutableArray<Counterpart> OfRequests { get; } =
    [
        .. new[] { OpenAIChat, AnthropicMessages, OpenAIResponses }.SelectMany(client => new[]
        {
            new Counterpart(client, "$.model", "*", "in the path", "~\"contents\""),
            new Counterpart(client, "$.stream", "true", "in the path", "~\"contents\""),
            new Counterpart(client, "$.tools[].strict", "true", "`VALIDATED`", $"{Mode}=\"VALIDATED\""),
            new Counterpart(client, "$.tools[].strict", "false", Default, $"!{Mode}"),
        }),
        new(OpenAIChat, "$.tools[].function.strict", "true", "`VALIDATED`", $"{Mode}=\"VALIDATED\""),
        new(OpenAIChat, "$.tools[].function.strict", "false", Default, $"!{Mode}"),
        new(OpenAIChat, "$.logprobs", "true", "`responseLogprobs`", "$.generationConfig.responseLogprobs=true"),
        .. new[] { OpenAIChat, OpenAIResponses }.SelectMany(client => new Counterpart[]
        {
            new(client, "$.service_tier", "\"default\"", "`standard`", "$.serviceTier=\"standard\""),
            new(client, "$.service_tier", "\"flex\"", "`serviceTier`", "$.serviceTier=\"flex\""),
            new(client, "$.service_tier", "\"priority\"", "`serviceTier`", "$.serviceTier=\"priority\""),
        }),
        new(OpenAIResponses, "$.text.format.type", "\"json_object\"", "`responseMimeType`", "$.generationConfig.responseMimeType=\"application/json\""),
        new(OpenAIResponses, "$.text.format.name", "*", "only a label", "$.generationConfig.responseMimeType=\"application/json\""),
        new(OpenAIResponses, "$.text.format.strict", "*", "always held to it", "$.generationConfig.responseMimeType=\"application/json\""),
        .. new[] { ("auto", "AUTO"), ("none", "NONE"), ("required", "ANY") }.Select(row => new Counterpart(
            OpenAIResponses, "$.tool_choice", $"\"{row.Item1}\"", $"the mode `{row.Item2}`", $"{Mode}=\"{row.Item2}\"")),
        new(OpenAIResponses, "$.tool_choice.mode", "\"auto\"", "the mode `VALIDATED`", $"{Mode}=\"VALIDATED\""),
        new(OpenAIResponses, "$.tool_choice.mode", "\"required\"", "the mode `ANY`", $"{Mode}=\"ANY\""),
        new(OpenAIResponses, "$.tool_choice.tools[].name", "*", "`allowedFunctionNames`", $"{Allowed}=\"open_gate\""),
        new(OpenAIResponses, "$.tool_choice.name", "*", "the only allowed one", $"{Allowed}=\"open_gate\""),
        new(OpenAIResponses, "$.reasoning.effort", "\"none\"", "no thinking",
            $"{Thinking}.thinkingBudget=0", $"{Thinking}.thinkingLevel=\"MINIMAL\"", "!$.generationConfig"),
        .. new[] { "minimal", "low", "medium", "high", "xhigh", "max" }.SelectMany(effort => Efforts(OpenAIResponses, "$.reasoning.effort", effort)),
        new(OpenAIResponses, "$.reasoning.summary", "*", "`includeThoughts`", $"{Thinking}.includeThoughts=true"),
        .. new[] { "wav", "mp3" }.Select(format => new Counterpart(
            OpenAIResponses, "$.input[].content[].input_audio.format", $"\"{format}\"", "`mimeType`", $"~\"mimeType\":\"audio/{format}\"")),
        new(OpenAIChat, "$.response_format.type", "\"json_object\"", "`responseMimeType`", "$.generationConfig.responseMimeType=\"application/json\""),
        new(OpenAIChat, "$.response_format.json_schema.name", "*", "only a label", "$.generationConfig.responseMimeType=\"application/json\""),
        new(OpenAIChat, "$.response_format.json_schema.strict", "*", "always held to it", "$.generationConfig.responseMimeType=\"application/json\""),
        .. Choices("$.tool_choice", ("auto", "AUTO"), ("none", "NONE"), ("required", "ANY")),
        .. Choices("$.function_call", ("auto", "AUTO"), ("none", "NONE")),
        new(OpenAIChat, "$.tool_choice.allowed_tools.mode", "\"auto\"", "the mode `VALIDATED`", $"{Mode}=\"VALIDATED\""),
        new(OpenAIChat, "$.tool_choice.allowed_tools.mode", "\"required\"", "the mode `ANY`", $"{Mode}=\"ANY\""),
        new(OpenAIChat, "$.tool_choice.allowed_tools.tools[].function.name", "*", "`allowedFunctionNames`", $"{Allowed}=\"open_gate\""),
        .. new[] { "wav", "mp3" }.Select(format => new Counterpart(
            OpenAIChat, "$.messages[].content[].input_audio.format", $"\"{format}\"", "`mimeType`", $"~\"mimeType\":\"audio/{format}\"")),
        new(OpenAIChat, "$.tool_choice.function.name", "*", "the only allowed one", $"{Allowed}=\"open_gate\""),
        new(OpenAIChat, "$.reasoning_effort", "\"none\"", "no thinking",
            $"{Thinking}.thinkingBudget=0", $"{Thinking}.thinkingLevel=\"MINIMAL\"", "!$.generationConfig"),
        .. new[] { "minimal", "low", "medium", "high", "xhigh", "max" }.SelectMany(effort => Efforts(OpenAIChat, "$.reasoning_effort", effort)),
        .. new[] { "low", "medium", "high", "xhigh", "max" }.SelectMany(effort => Efforts(AnthropicMessages, "$.output_config.effort", effort)),

        new(AnthropicMessages, "$.service_tier", "\"standard_only\"", "`standard`", "$.serviceTier=\"standard\""),
        new(AnthropicMessages, "$.tool_choice.name", "*", "the only allowed one", $"{Allowed}=\"open_gate\""),
        new(AnthropicMessages, "$.thinking.type", "\"between_tools\"", "no thinking",
            $"{Thinking}.thinkingBudget=0", $"{Thinking}.thinkingLevel=\"MINIMAL\"", "!$.generationConfig.thinkingConfig"),
        new(AnthropicMessages, "$.thinking.type", "\"disabled\"", "no thinking",
            $"{Thinking}.thinkingBudget=0", $"{Thinking}.thinkingLevel=\"MINIMAL\"", "!$.generationConfig.thinkingConfig"),
        new(AnthropicMessages, "$.thinking.type", "\"adaptive\"", "as much as it finds right",
            $"{Thinking}.includeThoughts=true", $"{Thinking}.includeThoughts=false"),
        new(AnthropicMessages, "$.thinking.type", "\"enabled\"", "thinks", $"{Thinking}.includeThoughts=true"),
        new(AnthropicMessages, "$.thinking.display", "\"summarized\"", "`includeThoughts`", $"{Thinking}.includeThoughts=true"),
        new(AnthropicMessages, "$.thinking.display", "\"omitted\"", "`includeThoughts`", $"{Thinking}.includeThoughts=false"),
        .. new[] { ("2048", "MEDIUM"), ("8192", "MEDIUM"), ("16000", "HIGH"), ("17000", "HIGH") }.Select(row => new Counterpart(
            AnthropicMessages, "$.thinking.budget_tokens", row.Item1, $"the level `{row.Item2}`", $"{Thinking}.thinkingLevel=\"{row.Item2}\"")),
        .. new[] { ("auto", "AUTO"), ("none", "NONE"), ("any", "ANY") }.Select(row => new Counterpart(
            AnthropicMessages, "$.tool_choice.type", $"\"{row.Item1}\"", $"the mode `{row.Item2}`", $"{Mode}=\"{row.Item2}\"")),
        new(AnthropicMessages, "$.messages[].content[].is_error", "true", "the member `error` of the result", "~\"response\":{\"error\":"),
        new(AnthropicMessages, "$.messages[].content[].is_error", "false", Default, "~\"response\":{\"result\":"),
        .. new[] { "jpeg", "png", "gif", "webp" }.Select(type => new Counterpart(
            AnthropicMessages, "$.messages[].content[].source.media_type", $"\"image/{type}\"", "`mimeType`", $"~\"mimeType\":\"image/{type}\"")),
    ];

    public static ImmutableArray<Counterpart> OfResponses { get; } =
    [
        .. new[]
        {
            ("STOP", "stop", "end_turn"), ("STOP", "tool_calls", "tool_use"), ("MAX_TOKENS", "length", "max_tokens"), ("SAFETY", "content_filter", "refusal"),
            ("RECITATION", "content_filter", "refusal"), ("LANGUAGE", "content_filter", "refusal"), ("BLOCKLIST", "content_filter", "refusal"),
            ("PROHIBITED_CONTENT", "content_filter", "refusal"), ("SPII", "content_filter", "refusal"), ("IMAGE_SAFETY", "content_filter", "refusal"),
        }.Select(row => new Counterpart(
            GeminiGenerateContent, "$.candidates[].finishReason", $"\"{row.Item1}\"", $"`{row.Item2}`, `{row.Item3}`",
            $"$.choices[0].finish_reason=\"{row.Item2}\"", $"$.stop_reason=\"{row.Item3}\"")),
        new(GeminiGenerateContent, "$.candidates[].finishReason", "\"STOP\"", "`completed`", "$.status=\"completed\""),
        new(GeminiGenerateContent, "$.candidates[].finishReason", "\"MAX_TOKENS\"", "`max_output_tokens`", "$.incomplete_details.reason=\"max_output_tokens\""),
        .. new[] { "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY" }.Select(word => new Counterpart(
            GeminiGenerateContent, "$.candidates[].finishReason", $"\"{word}\"", "`content_filter`", "$.incomplete_details.reason=\"content_filter\"")),
        new(GeminiGenerateContent, "$.createTime", "*", "`created`", "$.created=1764012345"),
        new(GeminiGenerateContent, "$.createTime", "*", "`created_at`", "$.created_at=1764012345"),
        new(GeminiGenerateContent, "$.createTime", "*", "Anthropic's messages have no time", "$.type=\"message\""),
        new(GeminiGenerateContent, "$.usageMetadata.promptTokenCount", "5000", "the input's meters", "$.usage.input_tokens=5000"),
        new(GeminiGenerateContent, "$.usageMetadata.candidatesTokenCount", "567", "in the output, with the thoughts",
            "$.usage.completion_tokens=600", "$.usage.output_tokens=600"),
        new(GeminiGenerateContent, "$.usageMetadata.totalTokenCount", "5600", "the sum of all meters",
            "$.usage.total_tokens=5600", "$.usage.output_tokens=600"),
        new(GeminiGenerateContent, "$.usageMetadata.toolUsePromptTokenCount", "12", "in the input", "$.usage.prompt_tokens=5012", "$.usage.input_tokens=5012"),
        new(GeminiGenerateContent, "$.usageMetadata.promptTokensDetails", "*", "in the input",
            "$.usage.prompt_tokens_details.audio_tokens=31", "$.usage.input_tokens=5000"),
    ];

    private static IEnumerable<Counterpart> Choices(string leaf, params ImmutableArray<(string Word, string Mode)> rows) => rows.Select(row => new Counterpart(
        OpenAIChat, leaf, $"\"{row.Word}\"", $"the mode `{row.Mode}`", $"{Mode}=\"{row.Mode}\""));

    private static IEnumerable<Counterpart> Efforts(Headgate.Llm.Protocols.WireProtocol client, string leaf, string effort)
    {
        (string level, int budget) = effort switch
        {
            "minimal" => ("MINIMAL", 1_024),
            "low" => ("LOW", 1_024),
            "medium" => ("MEDIUM", 8_192),
            "high" => ("HIGH", 24_576),
            _ => ("HIGH", 24_576),
        };
        yield return new Counterpart(client, leaf, $"\"{effort}\"", $"the level `{level}`", $"{Thinking}.thinkingLevel=\"{level}\"");
        yield return new Counterpart(client, leaf, $"\"{effort}\"", $"thinking within {budget:N0} tokens", $"{Thinking}.thinkingBudget={budget}");
        if (effort == "minimal")
            yield return new Counterpart(client, leaf, "\"minimal\"", "the least level", $"{Thinking}.thinkingLevel=\"LOW\"");
    }
}
