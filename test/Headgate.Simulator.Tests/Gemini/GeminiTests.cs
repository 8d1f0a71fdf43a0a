using System.Text.Json;
using static Headgate.Simulator.Tests.Gemini.GeminiRig;

namespace Headgate.Simulator.Tests.Gemini;

public sealed class GeminiTests
{
    private const string Thoughts = ""","generationConfig":{"thinkingConfig":{"includeThoughts":true}}""";

    [Fact]
    public async Task Echoes_with_every_member_of_a_response()
    {
        await using var rig = await GeminiRig.StartAsync();
        var reply = (await rig.PostAsync(Path("cached"), Body())).Json;
        Assert.Equal(["candidates", "usageMetadata", "modelVersion", "responseId"], reply.Names());
        Assert.Equal("one two", reply.TextAt("candidates.0.content.parts.0.text"));
        Assert.Equal("model", reply.TextAt("candidates.0.content.role"));
        Assert.Equal("STOP", reply.TextAt("candidates.0.finishReason"));
        Assert.Equal("cached", reply.TextAt("modelVersion"));
        Assert.Equal(1102, reply.NumberAt("usageMetadata.promptTokenCount"));
        Assert.Equal(1000, reply.NumberAt("usageMetadata.cachedContentTokenCount"));
        Assert.Equal(2, reply.NumberAt("usageMetadata.candidatesTokenCount"));
        Assert.Equal(1104, reply.NumberAt("usageMetadata.totalTokenCount"));
    }

    [Fact]
    public async Task Thinks_aloud_only_when_asked_and_counts_thoughts_apart()
    {
        await using var rig = await GeminiRig.StartAsync();
        var silent = (await rig.PostAsync(Path("reasoning"), Body())).Json;
        var aloud = (await rig.PostAsync(Path("reasoning"), Body(Thoughts))).Json;

        Assert.Equal("one two", silent.TextAt("candidates.0.content.parts.0.text"));
        Assert.True(aloud.At("candidates.0.content.parts.0.thought").GetBoolean());
        Assert.Equal("one two", aloud.TextAt("candidates.0.content.parts.1.text"));
        Assert.NotEmpty(aloud.TextAt("candidates.0.content.parts.1.thoughtSignature")!);
        Assert.All([silent, aloud], reply =>
        {
            Assert.Equal(2, reply.NumberAt("usageMetadata.candidatesTokenCount"));
            Assert.Equal(9, reply.NumberAt("usageMetadata.thoughtsTokenCount"));
            Assert.Equal(13, reply.NumberAt("usageMetadata.totalTokenCount"));
        });
    }

    [Theory]
    [InlineData("?alt=sse")]
    [InlineData("?alt=sse&key=another")]
    public async Task Streams_whole_responses_as_events_without_an_end_mark(string query)
    {
        await using var rig = await GeminiRig.StartAsync();
        var events = await rig.StreamAsync(Path("reasoning", "streamGenerateContent") + query, Body(Thoughts));
        var chunks = events.ConvertAll(sent => sent.Json);

        Assert.All(events, sent => Assert.Null(sent.Name));
        Assert.Equal(12, chunks.Count);
        Assert.All(chunks[..9], chunk => Assert.True(chunk.At("candidates.0.content.parts.0.thought").GetBoolean()));
        Assert.Equal("one two", string.Concat(chunks[9..].Select(chunk => chunk.TextAt("candidates.0.content.parts.0.text"))));
        Assert.All(chunks[..^1], chunk => Assert.False(chunk.At("candidates.0").Has("finishReason")));
        Assert.Equal("STOP", chunks[^1].TextAt("candidates.0.finishReason"));
        Assert.NotEmpty(chunks[^1].TextAt("candidates.0.content.parts.0.thoughtSignature")!);
        Assert.Equal(Enumerable.Range(3, 9).Select(total => (long)total), chunks[..9].Select(chunk => chunk.NumberAt("usageMetadata.totalTokenCount")));
        Assert.Equal(2, chunks[^1].NumberAt("usageMetadata.candidatesTokenCount"));
        Assert.Equal(9, chunks[^1].NumberAt("usageMetadata.thoughtsTokenCount"));
    }

    [Fact]
    public async Task Streams_one_array_where_no_events_are_asked_for()
    {
        await using var rig = await GeminiRig.StartAsync();
        using var response = await rig.SendAsync(Path("echo", "streamGenerateContent"), Body());
        var items = JsonElement.Parse(await response.Content.ReadAsStringAsync(rig.Bound));
        var failed = JsonElement.Parse((await rig.PostAsync(Path("error-after-1", "streamGenerateContent"), Body())).Text);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["one", " two", ""], items.EnumerateArray().Select(item => item.TextAt("candidates.0.content.parts.0.text")));
        Assert.Equal(2, failed.GetArrayLength());
        Assert.Equal("UNAVAILABLE", failed.TextAt("1.error.status"));
    }

    [Fact]
    public async Task Calls_functions_and_stops()
    {
        await using var rig = await GeminiRig.StartAsync();
        var whole = (await rig.PostAsync(Path("parallel-tools"), Body(Tools))).Json;
        var chunks = await rig.StreamAsync(Path("gemini-3-flash:parallel-tools", "streamGenerateContent") + "?alt=sse", Body(Tools));

        Assert.Equal("STOP", whole.TextAt("candidates.0.finishReason"));
        Assert.Equal(
            """[{"functionCall":{"name":"weather","args":{}}},{"functionCall":{"name":"tide","args":{}}}]""",
            whole.At("candidates.0.content.parts").GetRawText());
        Assert.Equal(3, chunks.Count);
        Assert.Equal(Signature, chunks[0].Json.TextAt("candidates.0.content.parts.0.thoughtSignature"));
        Assert.NotEmpty(chunks[0].Json.TextAt("candidates.0.content.parts.0.functionCall.id")!);
        Assert.False(chunks[1].Json.At("candidates.0.content.parts.0").Has("thoughtSignature"));
    }

    [Theory]
    [InlineData("""{"result":"rain"}""", "rain")]
    [InlineData("""{"sky":"grey","wind":1}""", """{"sky":"grey","wind":1}""")]
    public async Task Quotes_what_a_function_answered(string response, string quoted)
    {
        await using var rig = await GeminiRig.StartAsync();
        var answer = Answer.Replace("""{"result":"rain"}""", response, StringComparison.Ordinal);
        var reply = (await rig.PostAsync(Path("tools"), Body(Tools, Ask, Call, answer))).Json;
        Assert.Equal("The tool answered: " + quoted, reply.TextAt("candidates.0.content.parts.0.text"));
    }

    [Theory]
    [InlineData("responseJsonSchema", """{"type":"object","properties":{"n":{"type":"integer"}}}""")]
    [InlineData("responseSchema", """{"type":"OBJECT","properties":{"n":{"type":"INTEGER"}}}""")]
    public async Task Answers_in_the_shape_asked_for(string member, string schema)
    {
        await using var rig = await GeminiRig.StartAsync();
        var config = $$""","generationConfig":{"responseMimeType":"application/json","{{member}}":{{schema}}}""";
        Assert.Equal("""{"n":1}""", (await rig.PostAsync(Path("json"), Body(config))).Json.TextAt("candidates.0.content.parts.0.text"));
    }

    [Fact]
    public async Task Says_several_candidates_and_no_more_than_it_may()
    {
        await using var rig = await GeminiRig.StartAsync();
        var limits = ""","generationConfig":{"candidateCount":2,"maxOutputTokens":1}""";
        var whole = (await rig.PostAsync(Path("echo"), Body(limits))).Json;
        var chunks = await rig.StreamAsync(Path("echo", "streamGenerateContent") + "?alt=sse", Body(limits));

        Assert.Equal("MAX_TOKENS", whole.TextAt("candidates.1.finishReason"));
        Assert.Equal([0, 0, 1, 1], chunks.Select(chunk => chunk.Json.NumberAt("candidates.0.index")));
        Assert.Equal(2, chunks[^1].Json.NumberAt("usageMetadata.candidatesTokenCount"));
    }

    [Theory]
    [InlineData("""{"inlineData":{"mimeType":"image/png","data":"AAAA"}}""")]
    [InlineData("""{"fileData":{"mimeType":"image/png","fileUri":"gs://bucket/picture"}}""")]
    public async Task Sees_images(string part)
    {
        await using var rig = await GeminiRig.StartAsync();
        var body = Body("", $$"""{"parts":[{"text":"look"},{{part}}]}""");
        Assert.Equal("look [1 image]", (await rig.PostAsync(Path("echo"), body)).Json.TextAt("candidates.0.content.parts.0.text"));
    }

    [Fact]
    public async Task Answers_a_filtered_prompt_with_no_candidate()
    {
        await using var rig = await GeminiRig.StartAsync();
        var whole = (await rig.PostAsync(Path("content-filtered"), Body())).Json;
        var streamed = await rig.StreamAsync(Path("content-filtered", "streamGenerateContent") + "?alt=sse", Body());
        Assert.All([whole, Assert.Single(streamed).Json], reply =>
        {
            Assert.Equal("PROHIBITED_CONTENT", reply.TextAt("promptFeedback.blockReason"));
            Assert.False(reply.Has("candidates"));
            Assert.False(reply.At("usageMetadata").Has("candidatesTokenCount"));
        });
    }

    [Fact]
    public async Task Bills_hidden_thoughts_with_the_first_word()
    {
        await using var rig = await GeminiRig.StartAsync();
        await rig.PostAsync(Path("reasoning", "streamGenerateContent") + "?alt=sse", Body());
        Assert.Equal(11, rig.Server.Totals["reasoning"].OutputTokens);
    }

    [Theory]
    [InlineData("/v1")]
    [InlineData("/v1beta")]
    [InlineData("/v1beta1")]
    public async Task Serves_every_version_and_names_with_slashes_and_colons(string version)
    {
        await using var rig = await GeminiRig.StartAsync();
        Assert.Equal(200, (await rig.PostAsync($"{version}/models/google%2Fgemini:echo:generateContent", Body())).Status);
        Assert.Equal("google/gemini:echo", (await rig.NextCallAsync()).Model);
        Assert.Equal(405, (await rig.GetAsync($"{version}/models/echo:generateContent")).Status);
        Assert.Equal("models/echo", (await rig.GetAsync($"{version}/models")).Json.TextAt("models.0.name"));
        Assert.Equal("models/tools", (await rig.GetAsync($"{version}/models/tools")).Json.TextAt("name"));
    }

    [Fact]
    public async Task Counts_contents_or_a_whole_request()
    {
        await using var rig = await GeminiRig.StartAsync();
        const string System = """{"parts":[{"text":"be brief"}]}""";
        var whole = $$$"""{"generateContentRequest":{"model":"models/echo","contents":[{{{Ask}}}],"systemInstruction":{{{System}}}}}""";
        Assert.Equal(2, (await rig.PostAsync(Path("echo", "countTokens"), Body())).Json.NumberAt("totalTokens"));
        Assert.Equal(4, (await rig.PostAsync(Path("echo", "countTokens"), whole)).Json.NumberAt("totalTokens"));
        Assert.Equal(400, (await rig.PostAsync(Path("tools", "countTokens"), whole)).Status);
        Assert.Empty(rig.Server.Totals);
    }
}
