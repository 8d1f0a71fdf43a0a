namespace Headgate.EndToEnd.Sdk.Node;

/// <summary>The scenarios that one npm SDK has: each is a test.</summary>
/// <param name="Sdk">The name of its script.</param>
/// <param name="Scenarios">Those that any kind of vendor can answer.</param>
/// <param name="NativeOnly">Those for the SDK's own kind of vendor.</param>
internal sealed record NodeSuite(string Sdk, string[] Scenarios, string[] NativeOnly)
{
    private static readonly string[] Anthropic =
    [
        "text", "stream", "cached_stream", "tools_over_two_turns", "stream_of_parallel_tools", "image", "structured_output",
        "tools_with_thinking", "tools_with_thinking_streamed", "thinking_is_replayed", "error_400", "error_404", "error_413", "error_429",
        "error_500", "error_529", "error_401_of_a_wrong_key", "error_401_of_the_vendor_is_not_the_clients",
        "error_403_of_a_forbidden_model", "error_404_of_an_unknown_model", "error_in_a_stream", "cut_stream", "malformed_stream",
        "retries_of_the_sdk", "retries_of_the_gateway_end_those_of_the_sdk", "credentials_of_this_major",
    ];

    private static readonly string[] Ai =
    [
        "text", "stream", "stopped_by_length", "tools", "parallel_tools_streamed", "tools_with_reasoning", "tools_with_reasoning_streamed",
        "structured_output", "structured_output_streamed", "image", "error_400", "error_429", "error_500", "error_529", "error_in_a_stream",
    ];

    /// <summary>Those of SDKs that speak the protocols of OpenAI and of Anthropic.</summary>
    public static readonly NodeSuite[] Older =
    [
        new(
            "openai",
            [
                "chat_text", "chat_stream", "chat_stream_with_usage", "chat_tools_over_two_turns", "chat_stream_of_parallel_tools",
                "chat_tools_with_reasoning", "chat_tools_with_reasoning_streamed", "chat_image", "chat_structured_output",
                "chat_reasoning", "error_400", "error_404", "error_422", "error_429", "error_500", "error_529",
                "error_of_a_stream_before_its_first_word", "error_401_of_a_wrong_key", "error_401_of_the_vendor_is_not_the_clients",
                "error_403_of_a_forbidden_model", "error_404_of_an_unknown_model", "error_in_a_stream", "cut_stream", "malformed_stream",
                "retries_of_the_sdk", "retries_of_the_gateway_end_those_of_the_sdk",
                "responses_text", "responses_stream", "responses_tools_over_two_turns", "responses_reasoning_is_replayed",
                "responses_structured_output",
            ],
            [
                "completions_text", "completions_stream", "embeddings_as_base64_by_default", "responses_input_tokens", "responses_compacted", "models_list",
            ]),
        new("azure", [], ["text", "stream", "embeddings", "unknown_deployment"]),
        new("anthropic", Anthropic, ["count_tokens", "models_list"]),
        new("anthropic-old", [.. Anthropic, "temperature"], ["count_tokens", "models_list"]),
        new("ai-openai", Ai, []),
        new("ai-responses", Ai, []),
        new("ai-anthropic", Ai, []),
        new(
            "langchain",
            [
                "text", "stream", "tools", "parallel_tools_streamed", "tools_with_reasoning", "tools_with_reasoning_streamed",
                "structured_output", "structured_output_by_a_forced_tool", "image", "error_400", "error_429", "error_500", "error_529",
                "error_in_a_stream",
            ],
            []),
    ];

    /// <summary>Those of SDKs that speak Gemini's protocol.</summary>
    public static readonly NodeSuite[] Google =
    [
        new(
            "genai",
            [
                "text", "stream", "stopped_by_length", "tools_over_two_turns", "stream_of_parallel_tools", "forced_tool", "chat",
                "automatic_function_calling", "tools_with_thoughts", "tools_with_thoughts_streamed", "thoughts", "image",
                "structured_output", "structured_output_by_googles_schema", "error_400", "error_404", "error_429", "error_500", "error_503",
                "error_of_a_stream_before_its_first_word", "error_of_a_wrong_key", "error_401_of_the_vendor_is_not_the_clients",
                "error_403_of_a_forbidden_model", "error_404_of_an_unknown_model", "error_in_a_stream", "cut_stream", "malformed_stream",
                "retries_of_the_sdk",
            ],
            ["models_list", "beta", "count_tokens", "embed_content"]),
        new("ai-google", Ai, []),
    ];

    /// <summary>A test for each scenario where the vendor is of the SDK's own kind.</summary>
    public IEnumerable<TheoryDataRow<string, string>> Natively => Rows(Scenarios.Concat(NativeOnly));

    /// <summary>A test for each scenario where it is of another kind.</summary>
    public IEnumerable<TheoryDataRow<string, string>> Crosswise => Rows(Scenarios);

    private IEnumerable<TheoryDataRow<string, string>> Rows(IEnumerable<string> names) =>
        names.Select(name => new TheoryDataRow<string, string>(Sdk, name));
}
