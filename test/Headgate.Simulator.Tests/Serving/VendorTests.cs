using System.Net.Http.Headers;

namespace Headgate.Simulator.Tests.Serving;

public sealed class VendorTests
{
    private const string Chat = "/v1/chat/completions";
    private const string Messages = "/v1/messages";

    private static readonly SimulatorOptions WithAlias = new() { Aliases = new Dictionary<string, string> { ["gpt-x"] = "echo" } };

    private static string Body(string model, string extra = "") =>
        $$"""{"model":"{{model}}","max_tokens":50,"messages":[{"role":"user","content":"hi"}]{{extra}}}""";

    [Theory]
    [InlineData(400, "invalid_request_error", "invalid_request_error")]
    [InlineData(401, "invalid_request_error", "authentication_error")]
    [InlineData(403, "invalid_request_error", "permission_error")]
    [InlineData(404, "invalid_request_error", "not_found_error")]
    [InlineData(413, "invalid_request_error", "request_too_large")]
    [InlineData(429, "requests", "rate_limit_error")]
    [InlineData(500, "server_error", "api_error")]
    [InlineData(503, "server_error", "api_error")]
    [InlineData(504, "server_error", "timeout_error")]
    [InlineData(529, "server_error", "overloaded_error")]
    public async Task Fails_with_the_status_asked_for_in_each_vendors_shape(int status, string openAI, string anthropic)
    {
        await using var rig = await Rig.StartAsync();
        var first = await rig.PostAsync(Chat, Body($"status-{status}"));
        Assert.Equal(status, first.Status);
        Assert.Equal(openAI, first.Json.TextAt("error.type"));
        var second = await rig.PostAsync(Messages, Body($"status-{status}"));
        Assert.Equal(status, second.Status);
        Assert.Equal(anthropic, second.Json.TextAt("error.type"));
        Assert.Equal(status == 429 ? "1" : null, second.Header("retry-after"));
    }

    [Fact]
    public async Task Says_when_to_retry_in_seconds_and_in_milliseconds()
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync(Chat, Body("status-503-retry-200ms"));
        Assert.Equal("1", reply.Header("retry-after"));
        Assert.Equal("200", reply.Header("retry-after-ms"));
    }

    [Fact]
    public async Task Fails_for_the_reasons_that_a_gateway_tells_apart()
    {
        await using var rig = await Rig.StartAsync();
        Assert.Equal("context_length_exceeded", (await rig.PostAsync(Chat, Body("context-too-long"))).Json.TextAt("error.code"));
        Assert.Equal("content_filter", (await rig.PostAsync(Chat, Body("content-filtered"))).Json.TextAt("error.code"));
        Assert.Equal("insufficient_quota", (await rig.PostAsync(Chat, Body("no-quota"))).Json.TextAt("error.code"));
        Assert.Equal(400, (await rig.PostAsync(Messages, Body("context-too-long"))).Status);
        var quota = await rig.PostAsync(Messages, Body("no-quota"));
        Assert.Equal("enforced_spend_limit_reached", quota.Json.TextAt("error.details.error_code"));
        Assert.Null(quota.Header("retry-after"));
    }

    [Theory]
    [InlineData(Chat)]
    [InlineData(Messages)]
    public async Task Takes_any_credential_but_none_a_bad_one_and_a_limited_one(string path)
    {
        await using var rig = await Rig.StartAsync();
        rig.Client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(401, (await rig.PostAsync(path, Body("echo"))).Status);
        rig.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk-bad-canary");
        var bad = await rig.PostAsync(path, Body("echo"));
        Assert.Equal(401, bad.Status);
        Assert.Contains("sk-bad-canary", bad.Json.TextAt("error.message"), StringComparison.Ordinal);
        rig.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk-limited");
        var limited = await rig.PostAsync(path, Body("echo"));
        Assert.Equal(429, limited.Status);
        Assert.Equal("1", limited.Header("retry-after"));
    }

    [Fact]
    public async Task Reads_the_credential_only_from_the_vendors_own_headers()
    {
        await using var rig = await Rig.StartAsync();
        rig.Client.DefaultRequestHeaders.Authorization = null;
        rig.Client.DefaultRequestHeaders.Add("x-api-key", "sk-good");
        Assert.Equal(200, (await rig.PostAsync(Messages, Body("echo"))).Status);
        Assert.Equal(401, (await rig.PostAsync(Chat, Body("echo"))).Status);
    }

    [Fact]
    public async Task Sends_useful_headers_and_some_that_a_gateway_should_keep_to_itself()
    {
        await using var rig = await Rig.StartAsync();
        var openAI = await rig.PostAsync(Chat, Body("echo"));
        Assert.StartsWith("req_", openAI.Header("x-request-id"), StringComparison.Ordinal);
        Assert.Equal(openAI.Header("x-request-id"), (await rig.NextCallAsync()).Id);
        Assert.All(["openai-processing-ms", "openai-organization", "x-ratelimit-remaining-tokens", "set-cookie", "server", "alt-svc"],
            name => Assert.NotNull(openAI.Header(name)));
        var anthropic = await rig.PostAsync(Messages, Body("echo"));
        Assert.All(["request-id", "anthropic-organization-id", "anthropic-ratelimit-input-tokens-reset", "set-cookie", "server"],
            name => Assert.NotNull(anthropic.Header(name)));
    }

    [Theory]
    [InlineData("/chat/completions", 200)]
    [InlineData("/openai/v1/chat/completions", 200)]
    [InlineData("/v1/chat/completions/", 200)]
    [InlineData("/anthropic/v1/messages?beta=true", 200)]
    [InlineData("/v1/nothing", 404)]
    [InlineData("/", 404)]
    public async Task Finds_the_endpoint_under_the_usual_prefixes(string path, int status)
    {
        await using var rig = await Rig.StartAsync();
        Assert.Equal(status, (await rig.PostAsync(path, Body("echo"))).Status);
    }

    [Fact]
    public async Task Refuses_the_wrong_method()
    {
        await using var rig = await Rig.StartAsync();
        Assert.Equal(405, (await rig.GetAsync(Chat)).Status);
        Assert.Equal(405, (await rig.PostAsync("/v1/models", "{}")).Status);
    }

    [Fact]
    public async Task Lists_models_in_the_shape_of_the_vendor_that_is_meant()
    {
        await using var rig = await Rig.StartAsync(WithAlias);
        var anthropic = (await rig.GetAsync("/v1/models?limit=1000")).Json;
        Assert.Equal("model", anthropic.TextAt("data.0.type"));
        Assert.Equal("gpt-x", anthropic.TextAt("last_id"));
        rig.Client.DefaultRequestHeaders.Remove("anthropic-version");
        var openAI = (await rig.GetAsync("/models")).Json;
        Assert.Equal("list", openAI.TextAt("object"));
        Assert.Equal(["id", "object", "created", "owned_by"], openAI.At("data.0").Names());
        Assert.Equal("lorem-7", (await rig.GetAsync("/v1/models/lorem-7")).Json.TextAt("id"));
        Assert.Equal("gpt-x", (await rig.GetAsync("/v1/models/gpt-x")).Json.TextAt("id"));
        Assert.Equal("model_not_found", (await rig.GetAsync("/v1/models/gpt-y")).Json.TextAt("error.code"));
    }

    [Fact]
    public async Task Knows_real_names_only_as_aliases()
    {
        await using var rig = await Rig.StartAsync(WithAlias);
        var known = await rig.PostAsync(Chat, Body("gpt-x"));
        Assert.Equal("gpt-x", known.Json.TextAt("model"));
        Assert.Equal("hi", known.Json.TextAt("choices.0.message.content"));
        var unknown = await rig.PostAsync(Chat, Body("gpt-y"));
        Assert.Equal(404, unknown.Status);
        Assert.Equal("model_not_found", unknown.Json.TextAt("error.code"));
        Assert.Equal("not_found_error", (await rig.PostAsync(Messages, Body("claude-y"))).Json.TextAt("error.type"));
    }

    [Fact]
    public async Task Picky_refuses_what_it_does_not_know_and_stream_options()
    {
        await using var rig = await Rig.StartAsync();
        Assert.Equal(200, (await rig.PostAsync(Chat, Body("picky", ""","temperature":1"""))).Status);
        var unknown = await rig.PostAsync(Chat, Body("picky", ""","made_up":1"""));
        Assert.Equal(422, unknown.Status);
        Assert.Equal("made_up", unknown.Json.TextAt("error.param"));
        var options = ""","stream":true,"stream_options":{"include_usage":true}""";
        Assert.Equal(422, (await rig.PostAsync(Chat, Body("picky", options))).Status);
        Assert.Equal(422, (await rig.PostAsync(Messages, Body("picky", ""","made_up":1"""))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{\"model\":\"echo\",}")]
    [InlineData("{\"model\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    public async Task Answers_400_to_what_is_no_JSON_object(string body)
    {
        await using var rig = await Rig.StartAsync();
        foreach (var path in new[] { Chat, Messages, "/v1/responses", "/v1/embeddings", "/v1/completions", "/v1/messages/count_tokens" })
            Assert.Equal(400, (await rig.PostAsync(path, body)).Status);
    }

    [Fact]
    public async Task Answers_400_to_deep_nesting_and_413_to_a_body_beyond_its_bound()
    {
        await using var rig = await Rig.StartAsync(new SimulatorOptions { MaxBodyBytes = 10_000 });
        Assert.Equal(400, (await rig.PostAsync(Chat, Body("echo", ",\"x\":" + new string('[', 100) + new string(']', 100)))).Status);
        var large = await rig.PostAsync(Messages, Body("echo", $",\"x\":\"{new string('x', 20_000)}\""));
        Assert.Equal(413, large.Status);
        Assert.Equal("request_too_large", large.Json.TextAt("error.type"));
    }
}
