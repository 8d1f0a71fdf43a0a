using System.Collections.Frozen;
using System.Net;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Credentials;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Tests.Pipeline;

/// <summary>Vendors that are called by tokens and by names of the operator's.</summary>
public sealed class CloudTests
{
    private const string Token = """{"access_token":"issued-token-0123456789","expires_in":3600}""";

    // https://learn.microsoft.com/azure/foundry/openai/concepts/content-filter: a stream's first chunk.
    private const string Filtered =
        """data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}"""
        + "\n\n";

    private const string GeminiAnswer =
        """{"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"hello"}]},"finishReason":"STOP"}],"responseId":"r1" """
        + ""","usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5},"modelVersion":"gemini-2.5-flash"}""";

    [Fact]
    public async Task The_token_is_had_once_and_sent_with_each_call()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Azure(Application)));
        rig.Upstream.Answers(Token).Answers(Wire.ChatReply).Answers(Wire.ChatReply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Assert.Equal(
            ["/t/oauth2/v2.0/token", "/openai/v1/chat/completions", "/openai/v1/chat/completions"],
            rig.Upstream.Calls.Select(call => call.Url.AbsolutePath));
        Assert.All(rig.Upstream.Calls.Skip(1), call => Assert.Equal("Bearer issued-token-0123456789", call.Headers["authorization"]));
    }

    [Fact]
    public async Task A_refused_application_is_the_gateways_fault_and_the_record_says_what_to_do()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Azure(Application)));
        rig.Upstream.Answers("""{"error":"invalid_client"}""", HttpStatusCode.Unauthorized);
        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Assert.Equal(502, reply.Status);
        Assert.Contains("upstream_auth", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Entra", reply.Text, StringComparison.Ordinal);
        Assert.Equal("auth", rig.Record.Attempts[0].Fault);
        Assert.Contains("make a new one in Entra", rig.Record.Attempts[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issuer_that_is_away_is_passed_over()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Azure(Application), PipelineRig.First));
        rig.Upstream.Breaks().Answers(Wire.ChatReply);
        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Assert.Equal(200, reply.Status);
        Assert.Equal("connection", rig.Record.Attempts[0].Fault);
    }

    [Fact]
    public async Task A_vendor_that_echoes_the_token_does_not_show_it_to_the_client()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Azure(Application)));
        rig.Upstream.Answers(Token).Answers("""{"error":{"message":"Bad: issued-token-0123456789","code":"x"}}""", HttpStatusCode.BadRequest);
        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Assert.Contains("[redacted]", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("issued-token", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "/openai/v1/chat/completions")]
    [InlineData("2025-04-01-preview", "/openai/deployments/mine/chat/completions")]
    public async Task A_model_is_called_by_its_deployment_on_both_lanes(string? version, string path)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Azure(new Credential("azure#1", "k"), version)));
        rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages());
        Assert.All(rig.Upstream.Calls, call =>
        {
            Assert.Equal(path, call.Url.AbsolutePath);
            Assert.Equal("k", call.Headers["api-key"]);
            Assert.Equal("mine", JsonElement.Parse(call.Body).GetProperty("model").GetString());
        });
    }

    [Fact]
    public async Task The_filters_first_chunk_is_neither_content_nor_usage()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Azure(new Credential("azure#1", "k")), PipelineRig.First));
        rig.Upstream.Streams(Filtered + Wire.ChatError).Streams(Filtered + Wire.ChatStream);
        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));
        Assert.Equal(Filtered + Wire.ChatRole + Wire.ChatText + Wire.ChatText + Wire.ChatStop + Wire.Done, reply.Text);
        Assert.Equal(2, rig.Record.Attempts.Length);
        Assert.Equal((3, 2), (rig.Record.Usage!.Input, rig.Record.Usage.Output));
    }

    [Fact]
    public async Task Claude_on_vertex_takes_the_clients_bytes_but_for_model_and_version()
    {
        using var rig = new PipelineRig(OnVertex("claude-m"));
        rig.Upstream.Answers(Token).Answers(Wire.MessageReply);
        FakeReply reply = await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages());
        Assert.Equal(Wire.MessageReply, reply.Text);
        SentCall call = rig.Upstream.Calls[1];
        Assert.Equal("/v1/projects/p/locations/global/publishers/anthropic/models/claude-m:rawPredict", call.Url.AbsolutePath);
        Assert.Equal("""{"max_tokens":9,"messages":[{"role":"user","content":"hi"}],"anthropic_version":"vertex-2023-10-16"}""", call.Body);
    }

    [Fact]
    public async Task Claude_on_vertex_answers_a_chat_client_too()
    {
        using var rig = new PipelineRig(OnVertex("claude-m"));
        rig.Upstream.Answers(Token).Streams(Wire.MessageStream);
        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));
        Assert.Contains("\"content\":\"hello\"", reply.Text, StringComparison.Ordinal);
        Assert.EndsWith(":streamRawPredict", rig.Upstream.Calls[1].Url.AbsolutePath, StringComparison.Ordinal);
        Assert.False(JsonElement.Parse(rig.Upstream.Calls[1].Body).TryGetProperty("model", out _));
    }

    [Fact]
    public async Task Gemini_on_vertex_answers_a_chat_client()
    {
        using var rig = new PipelineRig(OnVertex("gemini-2.5-flash"));
        rig.Upstream.Answers(Token).Answers(GeminiAnswer);
        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        Assert.Equal("hello", JsonElement.Parse(reply.Text).GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        SentCall call = rig.Upstream.Calls[1];
        Assert.Equal("/v1/projects/p/locations/global/publishers/google/models/gemini-2.5-flash:generateContent", call.Url.PathAndQuery);
        Assert.Equal("Bearer issued-token-0123456789", call.Headers["authorization"]);
        Assert.Equal("""{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}""", call.Body);
        Assert.Equal((3, 2), (rig.Record.Usage!.Input, rig.Record.Usage.Output));
    }

    [Fact]
    public async Task Gemini_on_vertex_streams_to_a_claude_client()
    {
        using var rig = new PipelineRig(OnVertex("gemini-2.5-flash"));
        rig.Upstream.Answers(Token).Streams($"data: {GeminiAnswer}\n\n");
        FakeReply reply = await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));
        Assert.Contains("\"text\":\"hello\"", reply.Text, StringComparison.Ordinal);
        Assert.Contains("message_stop", reply.Text, StringComparison.Ordinal);
        Assert.EndsWith("/gemini-2.5-flash:streamGenerateContent?alt=sse", rig.Upstream.Calls[1].Url.PathAndQuery, StringComparison.Ordinal);
    }

    private static Credential Application => new("azure#1", null)
    {
        Grant = new ClientSecretGrant(Written("https://login.test/t/oauth2/v2.0/token"), "client", "client-secret", "scope"),
    };

    private static Provider Azure(Credential credential, string? version = null)
    {
        VendorRow row = ProviderCatalog.Find(AzureProvider.Type)!;
        FrozenDictionary<string, string> deployments = new Dictionary<string, string> { ["m"] = "mine" }.ToFrozenDictionary();
        return new Provider
        {
            Name = "azure",
            Row = row,
            Vendor = new AzureProvider(version, deployments, credential.Grant is null ? AuthScheme.ApiKey : AuthScheme.Bearer, row.Protocols),
            Endpoint = Written("https://azure.test"),
            Credentials = [credential],
        };
    }

    private static Provider Vertex()
    {
        VendorRow row = ProviderCatalog.Find(VertexProvider.Type)!;
        var grant = new ServiceAccountGrant(Written("https://google.test/token"), Credentials.TestAccount.Read());
        return new Provider
        {
            Name = "vertex",
            Row = row,
            Vendor = new VertexProvider("p", "global", row.Protocols),
            Endpoint = Written("https://vertex.test"),
            Credentials = [new Credential("vertex#1", null) { Grant = grant }],
        };
    }

    private static ModelAlias OnVertex(string model) => new()
    {
        Name = "chat",
        Targets = [new AliasTarget.Model(Vertex(), model, 1)],
        Retry = new RetryOptions { Tries = 1 },
    };

    private static Endpoint Written(string url) => new(new Uri(url), IsWritten: true, null, null, null);
}
