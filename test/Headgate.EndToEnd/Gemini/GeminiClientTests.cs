using System.Text.Json.Nodes;
using Headgate.EndToEnd.Crosswise;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Gemini;

/// <summary>Clients of Google's protocol, answered by vendors that do not speak it: model and stream in the path, the key where Google has it.</summary>
public sealed class GeminiClientTests(CrossingWorld world) : IClassFixture<CrossingWorld>
{
    private const string Body = """{"contents":[{"role":"user","parts":[{"text":"one two three"}]}]}""";

    [Theory]
    [InlineData("/v1/models/openai/echo:generateContent")]
    [InlineData("/v1beta/models/openai%2Fecho:generateContent")]
    [InlineData("/v1beta1/models/claude/echo:generateContent")]
    public async Task A_whole_answer_comes_in_googles_shape(string path)
    {
        var (status, _, text) = await CallAsync(HttpMethod.Post, path, Body);
        Assert.Equal(200, status);
        Assert.Equal("one two three", TextOf(JsonNode.Parse(text)));
        Assert.Equal("STOP", (string?)JsonNode.Parse(text)!["candidates"]![0]!["finishReason"]);
        Assert.Equal(3, (int?)JsonNode.Parse(text)!["usageMetadata"]!["candidatesTokenCount"]);
    }

    [Theory]
    [InlineData("openai/echo")]
    [InlineData("claude/echo")]
    public async Task A_stream_comes_as_events_without_names_or_a_mark_at_the_end(string model)
    {
        var (status, type, text) = await CallAsync(HttpMethod.Post, $"/v1beta/models/{model}:streamGenerateContent?alt=sse", Body);
        Assert.Equal((200, "text/event-stream"), (status, type));
        string[] lines = [.. text.Split('\n').Where(line => line.Length > 0)];
        Assert.All(lines, line => Assert.StartsWith("data: {", line, StringComparison.Ordinal));
        AssertIsAnswer([.. lines.Select(line => JsonNode.Parse(line["data: ".Length..])!)]);
    }

    [Theory]
    [InlineData("openai/echo")]
    [InlineData("claude/echo")]
    public async Task Without_events_a_stream_comes_as_an_array(string model)
    {
        var (status, type, text) = await CallAsync(HttpMethod.Post, $"/v1beta/models/{model}:streamGenerateContent", Body);
        Assert.Equal((200, "application/json"), (status, type));
        AssertIsAnswer([.. JsonNode.Parse(text)!.AsArray().Select(chunk => chunk!)]);
    }

    [Fact]
    public async Task The_key_may_be_in_the_query_and_goes_no_further()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"{world.Gateway.BaseUrl}/v1beta/models/openai/echo:generateContent?key={GatewayConfig.Key}") { Content = Json(Body) };
        using var response = await world.Client.SendAsync(request, Bound.Token());
        Assert.Equal(200, (int)response.StatusCode);
        Assert.All(world.Simulator.Calls, call => Assert.DoesNotContain(GatewayConfig.Key, call.PathAndQuery, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("POST", "/v1beta/models/openai/echo:generateContent", "{", 400, "INVALID_ARGUMENT")]
    [InlineData("POST", "/v1beta/models/openai/echo:generateContent", "{}", 400, "INVALID_ARGUMENT")]
    [InlineData("POST", "/v1beta/models/nothing-like-it:generateContent", Body, 404, "NOT_FOUND")]
    [InlineData("POST", "/v1beta/models/openai/echo:countTokens", "{}", 400, "INVALID_ARGUMENT")]
    [InlineData("POST", "/v1beta/models/openai/echo:embedContent", "{}", 400, "INVALID_ARGUMENT")]
    [InlineData("POST", "/v1beta/models/openai/echo:batchEmbedContents", "{}", 400, "INVALID_ARGUMENT")]
    [InlineData("GET", "/v1beta/models/nothing-like-it", null, 404, "NOT_FOUND")]
    [InlineData("GET", "/v1beta/models/openai/echo:generateContent", null, 405, "INVALID_ARGUMENT")]
    public async Task Errors_come_in_googles_shape(string method, string path, string? body, int status, string word)
    {
        var (answered, _, text) = await CallAsync(new HttpMethod(method), path, body);
        Assert.Equal(status, answered);
        JsonNode error = JsonNode.Parse(text)!["error"]!;
        Assert.Equal((status, word), ((int)error["code"]!, (string)error["status"]!));
    }

    [Theory]
    [InlineData("openai/echo")]
    [InlineData("claude/echo")]
    [InlineData("gemini/echo")]
    public async Task Tokens_are_counted_for_every_vendor(string model)
    {
        var (status, _, alone) = await CallAsync(HttpMethod.Post, $"/v1beta/models/{model}:countTokens", Body);
        Assert.Equal(200, status);
        string whole = $$"""{"generateContentRequest":{"model":"models/{{model}}",{{Body[1..]}}}""";
        var (_, _, counted) = await CallAsync(HttpMethod.Post, $"/v1beta/models/{model}:countTokens", whole);
        Assert.True((int?)JsonNode.Parse(alone)!["totalTokens"] > 0);
        Assert.Equal((int?)JsonNode.Parse(alone)!["totalTokens"], (int?)JsonNode.Parse(counted)!["totalTokens"]);
    }

    [Theory]
    [InlineData("openai/echo")]
    [InlineData("gemini/echo")]
    public async Task Vectors_come_in_googles_shape(string model)
    {
        const string Content = """
            "content":{"parts":[{"text":"one two"}]},"outputDimensionality":8
            """;
        var (status, _, one) = await CallAsync(HttpMethod.Post, $"/v1beta/models/{model}:embedContent", $"{{{Content}}}");
        Assert.Equal(200, status);
        string request = $$"""{"model":"models/{{model}}",{{Content}}}""";
        var (_, _, batch) = await CallAsync(HttpMethod.Post, $"/v1beta/models/{model}:batchEmbedContents", $$"""{"requests":[{{request}},{{request}}]}""");
        var vector = JsonNode.Parse(one)!["embedding"]!["values"]!.AsArray();
        Assert.Equal(8, vector.Count);
        Assert.Equal(2, (int?)JsonNode.Parse(one)!["usageMetadata"]!["promptTokenCount"]);
        Assert.All(JsonNode.Parse(batch)!["embeddings"]!.AsArray(), found => Assert.True(JsonNode.DeepEquals(vector, found!["values"])));
    }

    [Fact]
    public async Task Without_a_key_nobody_is_served()
    {
        using var response = await world.Client.PostAsync(
            new Uri($"{world.Gateway.BaseUrl}/v1beta/models/openai/echo:generateContent"), Json(Body), Bound.Token());
        var text = await response.Content.ReadAsStringAsync(Bound.Token());
        Assert.Equal("UNAUTHENTICATED", (string?)JsonNode.Parse(text)!["error"]!["status"]);
    }

    [Theory]
    [InlineData("/v1beta/models")]
    [InlineData("/v1/models")]
    public async Task Models_are_listed_in_googles_shape(string path)
    {
        var (status, _, text) = await CallAsync(HttpMethod.Get, path, null);
        Assert.Equal(200, status);
        Assert.Contains("models/silent", JsonNode.Parse(text)!["models"]!.AsArray().Select(model => (string?)model!["name"]));
    }

    private static void AssertIsAnswer(JsonNode[] chunks)
    {
        Assert.Equal("one two three", string.Concat(chunks.Select(TextOf)));
        Assert.Equal("STOP", (string?)chunks[^1]["candidates"]![0]!["finishReason"]);
        Assert.Equal(3, (int?)chunks[^1]["usageMetadata"]!["candidatesTokenCount"]);
        Assert.All(chunks[..^1], chunk => Assert.Null(chunk["candidates"]![0]!["finishReason"]));
    }

    private static string TextOf(JsonNode? answer) =>
        string.Concat(answer!["candidates"]![0]!["content"]!["parts"]!.AsArray().Select(part => (string?)part!["text"]));

    private static StringContent Json(string body) => new(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

    private async Task<(int Status, string? Type, string Text)> CallAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, world.Gateway.BaseUrl + path) { Content = body is null ? null : Json(body) };
        request.Headers.Add("x-goog-api-key", GatewayConfig.Key);
        using var response = await world.Client.SendAsync(request, Bound.Token());
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(Bound.Token()));
    }
}
