using static Headgate.Simulator.Tests.Gemini.GeminiRig;

namespace Headgate.Simulator.Tests.Gemini;

public sealed class GeminiRefusalTests
{
    [Theory]
    [InlineData("Unknown name \"messages\": Cannot find field", ""","messages":[]""")]
    [InlineData("Unknown name \"top_p\" at 'generation_config'", ""","generationConfig":{"top_p":1}""")]
    [InlineData("Unknown name \"strict\" at 'tools[0].function_declarations[0]'", ""","tools":[{"functionDeclarations":[{"name":"f","strict":true}]}]""")]
    [InlineData("Unknown name \"$schema\" at 'tools[0].function_declarations[0].parameters.properties[a].items'", """
        ,"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"array","items":{"$schema":""}}}}}]}]
        """)]
    [InlineData("Unknown name \"additionalProperties\" at 'generation_config.response_schema'", """
        ,"generationConfig":{"responseMimeType":"application/json","responseSchema":{"additionalProperties":false}}
        """)]
    public Task Refuses_names_it_does_not_know(string words, string members) => RefusesAsync(words, "echo", Body(members));

    [Theory]
    [InlineData("contents is not specified")]
    [InlineData("valid role", """{"role":"assistant","parts":[{"text":"x"}]}""")]
    [InlineData("contents[0].parts: contents.parts must not be empty", """{"role":"user"}""")]
    [InlineData("begin with a user turn", """{"role":"model","parts":[{"text":"x"}]}""", Ask)]
    [InlineData("must have one initialized field", """{"parts":[{"thought":true}]}""")]
    [InlineData("already set. Cannot set 'inlineData'", """{"parts":[{"text":"x","inlineData":{"mimeType":"image/png","data":"AAAA"}}]}""")]
    [InlineData("TYPE_STRING", """{"parts":[{"text":1}]}""")]
    [InlineData("Unsupported MIME type: application/zip", """{"parts":[{"inlineData":{"mimeType":"application/zip","data":"AAAA"}}]}""")]
    [InlineData("Base64 decoding failed", """{"parts":[{"inlineData":{"mimeType":"image/png","data":"data:image/png"}}]}""")]
    [InlineData("unsupported file uri", """{"parts":[{"fileData":{"mimeType":"image/png","fileUri":"https://example.com/a.png"}}]}""")]
    [InlineData("function_call.name", Ask, """{"role":"model","parts":[{"functionCall":{"name":"1st","args":{}}}]}""")]
    [InlineData("google.protobuf.Struct", Ask, """{"role":"model","parts":[{"functionCall":{"name":"weather","args":"{}"}}]}""")]
    [InlineData("number of function response parts", Ask, Call)]
    [InlineData("number of function response parts", Ask, Call, """{"role":"user","parts":[{"text":"well?"}]}""")]
    [InlineData("function response names", Ask, Call, """{"role":"user","parts":[{"functionResponse":{"name":"tide","response":{}}}]}""")]
    [InlineData("function response ids", Ask, Call, """{"role":"user","parts":[{"functionResponse":{"id":"1","name":"weather","response":{}}}]}""")]
    [InlineData("function_response.name", Ask, Call, """{"role":"user","parts":[{"functionResponse":{"response":{}}}]}""")]
    [InlineData("function_response.response", Ask, Call, """{"role":"user","parts":[{"functionResponse":{"name":"weather"}}]}""")]
    [InlineData("google.protobuf.Struct", Ask, Call, """{"role":"user","parts":[{"functionResponse":{"name":"weather","response":"rain"}}]}""")]
    [InlineData("immediately after a function call turn", Ask, """{"role":"model","parts":[{"text":"x"}]}""", Answer)]
    [InlineData("called by the model and answered by the user", """{"role":"user","parts":[{"functionCall":{"name":"weather","args":{}}}]}""")]
    public Task Refuses_turns_out_of_order(string words, params string[] contents) =>
        RefusesAsync(words, "echo", $$"""{"contents":[{{string.Join(',', contents)}}]}""");

    [Theory]
    [InlineData("systemInstruction", "system_instruction", """{"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}""")]
    [InlineData("tools", "Invalid function name", """[{"functionDeclarations":[{"name":"1st"}]}]""")]
    [InlineData("tools", "Duplicate", """[{"functionDeclarations":[{"name":"f"}]},{"functionDeclarations":[{"name":"f"}]}]""")]
    [InlineData("tools", "non-empty for OBJECT", """[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{}}}]}]""")]
    [InlineData("tools", "parameters.items: missing field", """[{"functionDeclarations":[{"name":"f","parameters":{"type":"array"}}]}]""")]
    [InlineData("tools", "parameters.type", """[{"functionDeclarations":[{"name":"f","parameters":{"type":["string","null"]}}]}]""")]
    [InlineData("tools", "only allowed for STRING", """[{"functionDeclarations":[{"name":"f","parameters":{"type":"integer","enum":["1"]}}]}]""")]
    [InlineData("tools", "only one of parameters", """
        [{"functionDeclarations":[{"name":"f","parameters":{"type":"string"},"parametersJsonSchema":{}}]}]
        """)]
    [InlineData("toolConfig", "function_calling_config.mode", """{"functionCallingConfig":{"mode":"auto"}}""")]
    [InlineData("toolConfig", "without function_declarations", """{"functionCallingConfig":{"mode":"ANY"}}""")]
    [InlineData("toolConfig", "should only be set when", """{"functionCallingConfig":{"mode":"AUTO","allowedFunctionNames":["f"]}}""")]
    [InlineData("generationConfig", "temperature", """{"temperature":2.5}""")]
    [InlineData("generationConfig", "max_output_tokens", """{"maxOutputTokens":0}""")]
    [InlineData("generationConfig", "candidate_count", """{"candidateCount":9}""")]
    [InlineData("generationConfig", "at most 5, but was 6", """{"stopSequences":["a","b","c","d","e","f"]}""")]
    [InlineData("generationConfig", "must not be empty", """{"stopSequences":[""]}""")]
    [InlineData("generationConfig", "response_mime_type", """{"responseMimeType":"json"}""")]
    [InlineData("generationConfig", "response mime type `application/json`", """{"responseJsonSchema":{}}""")]
    [InlineData("generationConfig", "Only one of response_schema", """
        {"responseMimeType":"application/json","responseSchema":{"type":"string"},"responseJsonSchema":{}}
        """)]
    [InlineData("generationConfig", "response_logprobs is not", """{"logprobs":3}""")]
    [InlineData("generationConfig", "only one of thinking budget", """{"thinkingConfig":{"thinkingBudget":1,"thinkingLevel":"LOW"}}""")]
    [InlineData("generationConfig", "thinking_level", """{"thinkingConfig":{"thinkingLevel":"NONE"}}""")]
    public Task Refuses_settings(string member, string words, string value) => RefusesAsync(words, "echo", Body($",\"{member}\":{value}"));

    [Theory]
    [InlineData("gemini-2.0-flash", "not supported by this model", """{"thinkingBudget":1}""")]
    [InlineData("gemini-2.5-flash", "Thinking level is not supported", """{"thinkingLevel":"LOW"}""")]
    [InlineData("gemini-2.5-flash", "between 0 and 24576", """{"thinkingBudget":30000}""")]
    [InlineData("gemini-2.5-pro", "Budget 0 is invalid", """{"thinkingBudget":0}""")]
    [InlineData("gemini-2.5-pro", "between 128 and 32768", """{"thinkingBudget":100}""")]
    [InlineData("gemini-3-pro", "MINIMAL is not supported", """{"thinkingLevel":"MINIMAL"}""")]
    public Task Refuses_thinking_that_a_model_does_not_do(string model, string words, string thinking) =>
        RefusesAsync(words, model + ":echo", Body($$""","generationConfig":{"thinkingConfig":{{thinking}}}"""));

    [Fact]
    public async Task Refuses_functions_beside_json_in_the_second_generation()
    {
        var members = Tools + ""","generationConfig":{"responseMimeType":"application/json"}""";
        await RefusesAsync("Function calling with a response mime type", "gemini-2.5-flash:json", Body(members));
        await TakesAsync("gemini-3-flash:json", Body(members));
    }

    [Theory]
    [InlineData("gemini-2.5-flash:tools", "")]
    [InlineData("gemini-3-flash:tools", "skip_thought_signature_validator")]
    [InlineData("gemini-3-flash:tools", "context_engineering_is_the_way_to_go")]
    public Task Takes_calls_back(string model, string signature) => TakesAsync(model, Body(Tools, Ask, Signed(signature), Answer));

    [Fact]
    public Task Takes_what_came_in_chunks_as_one_turn() => TakesAsync("gemini-3-flash:tools", Body(
        Tools,
        Ask,
        Ask,
        Signed(Signature),
        Call.Replace("weather", "tide", StringComparison.Ordinal),
        """{"role":"model","parts":[{"text":""}]}""",
        Answer,
        Answer.Replace("weather", "tide", StringComparison.Ordinal)));

    [Fact]
    public Task Takes_back_its_own_signature() => TakesAsync("gemini-3-flash:tools", Body(Tools, Ask, Signed(Signature), Answer));

    [Theory]
    [InlineData("Function call is missing a thought_signature", "gemini-3-flash:tools", "")]
    [InlineData("Corrupted thought signature", "gemini-3-flash:tools", "Zm9yZWlnbg==")]
    [InlineData("Corrupted thought signature", "gemini-2.5-flash:tools", "not base64")]
    public Task Refuses_calls_with_a_foreign_signature_or_with_none(string words, string model, string signature) =>
        RefusesAsync(words, model, Body(Tools, Ask, Signed(signature), Answer));

    [Fact]
    public Task Refuses_the_signature_of_another_call() =>
        RefusesAsync("Thought signature is not valid", "gemini-3-flash:tools", Body(
            Tools,
            Ask,
            Signed(Signature).Replace("weather", "tide", StringComparison.Ordinal),
            Answer.Replace("weather", "tide", StringComparison.Ordinal)));

    [Theory]
    [InlineData("status-401", 401, "UNAUTHENTICATED")]
    [InlineData("status-403", 403, "PERMISSION_DENIED")]
    [InlineData("status-404", 404, "NOT_FOUND")]
    [InlineData("status-500", 500, "INTERNAL")]
    [InlineData("status-503", 503, "UNAVAILABLE")]
    [InlineData("status-504", 504, "DEADLINE_EXCEEDED")]
    [InlineData("no-quota", 429, "RESOURCE_EXHAUSTED")]
    [InlineData("context-too-long", 400, "INVALID_ARGUMENT")]
    [InlineData("gemini-9", 404, "NOT_FOUND")]
    public async Task Fails_in_googles_shape(string model, int status, string word)
    {
        await using var rig = await GeminiRig.StartAsync();
        var reply = await rig.PostAsync(Path(model), Body());
        Assert.Equal(status, reply.Status);
        Assert.Equal(status, reply.Json.NumberAt("error.code"));
        Assert.Equal(word, reply.Json.TextAt("error.status"));
    }

    [Fact]
    public async Task Says_when_to_come_back()
    {
        await using var rig = await GeminiRig.StartAsync();
        var detail = (await rig.PostAsync(Path("status-429-retry-5s"), Body())).Json.At("error.details.0");
        Assert.Equal("type.googleapis.com/google.rpc.RetryInfo", detail.TextAt("@type"));
        Assert.Equal("5s", detail.TextAt("retryDelay"));
    }

    [Theory]
    [InlineData("", 403, "PERMISSION_DENIED")]
    [InlineData("?key=bad", 400, "INVALID_ARGUMENT")]
    [InlineData("?key=limited", 429, "RESOURCE_EXHAUSTED")]
    [InlineData("?key=good", 200, null)]
    public async Task Wants_a_key_in_its_header_or_in_the_query(string query, int status, string? word)
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync(Path("echo") + query, Body());
        Assert.Equal(status, reply.Status);
        Assert.Equal(word, reply.Json.TryGetProperty("error", out var error) ? error.TextAt("status") : null);
    }

    [Fact]
    public async Task Breaks_off_with_an_error_in_the_stream()
    {
        await using var rig = await GeminiRig.StartAsync();
        var events = await rig.StreamAsync(Path("error-after-2", "streamGenerateContent") + "?alt=sse", Body());
        Assert.Equal(3, events.Count);
        Assert.Equal(503, events[^1].Json.NumberAt("error.code"));
    }

    private static string Signed(string signature) => signature.Length == 0
        ? Call
        : Call.Replace("}}]}", $"}},\"thoughtSignature\":\"{signature}\"}}]}}", StringComparison.Ordinal);

    private static async Task RefusesAsync(string words, string model, string body)
    {
        await using var rig = await GeminiRig.StartAsync();
        var reply = await rig.PostAsync(Path(model), body);
        Assert.Equal(400, reply.Status);
        Assert.Equal("INVALID_ARGUMENT", reply.Json.TextAt("error.status"));
        Assert.Contains(words, reply.Json.TextAt("error.message"), StringComparison.Ordinal);
    }

    private static async Task TakesAsync(string model, string body)
    {
        await using var rig = await GeminiRig.StartAsync();
        Assert.Equal(200, (await rig.PostAsync(Path(model), body)).Status);
    }
}
