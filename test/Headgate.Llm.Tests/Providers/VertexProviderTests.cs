using System.Net;
using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Tests.Providers;

public sealed class VertexProviderTests
{
    [Theory]
    [InlineData("global", "https://aiplatform.googleapis.com/v1")]
    [InlineData("us", "https://aiplatform.us.rep.googleapis.com/v1")]
    [InlineData("eu", "https://aiplatform.eu.rep.googleapis.com/v1")]
    [InlineData("us-east5", "https://us-east5-aiplatform.googleapis.com/v1")]
    public void Each_location_has_its_host(string location, string expected) =>
        Assert.Equal(new Uri(expected), VertexProvider.HostOf(location));

    [Theory]
    [InlineData(WireProtocol.AnthropicMessages, false, "claude-sonnet-4-5@20250929:rawPredict")]
    [InlineData(WireProtocol.AnthropicMessages, true, "claude-sonnet-4-5@20250929:streamRawPredict")]
    [InlineData(WireProtocol.AnthropicCountTokens, false, "count-tokens:rawPredict")]
    public async Task Claude_is_called_by_path(WireProtocol protocol, bool isStream, string expected)
    {
        foreach (string baseUrl in (string[])["https://us-east5-aiplatform.googleapis.com", "https://us-east5-aiplatform.googleapis.com/v1"])
        {
            var address = new UpstreamAddress(new Uri(baseUrl), protocol, "claude-sonnet-4-5@20250929", "token", "?beta=true") { IsStream = isStream };
            HttpRequestMessage message = await Provider().AddressAsync(address, CancellationToken.None);
            Assert.Equal(
                $"https://us-east5-aiplatform.googleapis.com/v1/projects/my-project/locations/us-east5/publishers/anthropic/models/{expected}",
                message.RequestUri!.AbsoluteUri);
            Assert.Equal("Bearer token", message.Headers.Authorization!.ToString());
            Assert.Single(message.Headers); // the version is in the body
        }
    }

    [Theory]
    [InlineData(
        WireProtocol.AnthropicMessages, "effort-2025-11-24, advanced-tool-use-2025-11-20,tool-search-tool-2025-10-19,interleaved-thinking-2025-05-14",
        "tool-search-tool-2025-10-19,interleaved-thinking-2025-05-14", "effort-2025-11-24")]
    [InlineData(WireProtocol.AnthropicMessages, "prompt-caching-scope-2026-01-05", null, "prompt-caching-scope-2026-01-05")]
    [InlineData(WireProtocol.AnthropicCountTokens, "interleaved-thinking-2025-05-14", null, "interleaved-thinking-2025-05-14")]
    [InlineData(WireProtocol.GeminiGenerateContent, "interleaved-thinking-2025-05-14", null, null)]
    public void Claude_is_told_the_betas_that_Google_knows(WireProtocol protocol, string betas, string? told, string? unknown)
    {
        Assert.Equal(told, Provider().HeaderFor(protocol, "Anthropic-Beta", betas));
        Assert.Equal(unknown is null ? [] : [unknown], Provider().BetasLeftOut(protocol, betas));
        Assert.Equal("a", Provider().HeaderFor(protocol, "traceparent", "a"));
    }

    [Theory]
    [InlineData("text-embedding-005", "predict")]
    [InlineData("gemini-embedding-001", "predict")]
    [InlineData("gemini-embedding-2", "embedContent")]
    public async Task What_embeds_is_called_by_path(string model, string expected)
    {
        var address = new UpstreamAddress(VertexProvider.HostOf("us-east5"), WireProtocol.VertexEmbed, model, "token", "");
        HttpRequestMessage message = await Provider().AddressAsync(address, CancellationToken.None);
        Assert.EndsWith($"/locations/us-east5/publishers/google/models/{model}:{expected}", message.RequestUri!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal([WireProtocol.VertexEmbed], Provider().Speaks(model));
    }

    [Theory]
    [InlineData("global", false, "generateContent")]
    [InlineData("europe-west4", true, "streamGenerateContent?alt=sse")]
    public async Task Gemini_is_called_by_path_and_a_stream_in_events(string location, bool isStream, string expected)
    {
        var provider = new VertexProvider("my-project", location, ProviderCatalog.Find(VertexProvider.Type)!.Protocols);
        var address = new UpstreamAddress(VertexProvider.HostOf(location), WireProtocol.GeminiGenerateContent, "gemini-3-flash-preview", "token", "")
        {
            IsStream = isStream,
        };
        HttpRequestMessage message = await provider.AddressAsync(address, CancellationToken.None);
        Assert.Equal(
            $"{VertexProvider.HostOf(location)}/projects/my-project/locations/{location}/publishers/google/models/gemini-3-flash-preview:{expected}",
            message.RequestUri!.AbsoluteUri);
        Assert.Equal("Bearer token", message.Headers.Authorization!.ToString());
        Assert.Empty(provider.EditsFor(WireProtocol.GeminiGenerateContent));
    }

    [Theory]
    [InlineData("/v1/projects/my-project/locations/us-east5/publishers/google/models/imagen-4:predict", true)]
    [InlineData("/v1beta1/projects/my-project/locations/us-east5/cachedContents", true)]
    [InlineData("/v1/projects/another/locations/us-east5/cachedContents", false)]
    [InlineData("/v1/projects/my-project/locations/us-east5-x/cachedContents", false)]
    [InlineData("/v1/projects/my-project/locations/us-east5/../us-east1/cachedContents", false)]
    [InlineData("/v1/projects/my-project/locations/us-east5/%2e%2e/us-east1/cachedContents", false)]
    [InlineData("/v2/projects/my-project/locations/us-east5/cachedContents", false)]
    [InlineData("/v1/projects", false)]
    [InlineData("//evil.example/v1/projects/my-project/locations/us-east5/x", false)]
    [InlineData("projects/my-project/locations/us-east5/x", false)]
    public void What_passes_through_stays_in_the_project_and_the_location(string path, bool passes)
    {
        foreach (string root in (string[])["", "/private"])
        {
            foreach (string version in (string[])["", "/v1", "/v1/"])
            {
                var baseUrl = new Uri($"https://us-east5-aiplatform.googleapis.com{root}{version}");
                var address = new RawAddress(baseUrl, HttpMethod.Delete, WireProtocol.Passthrough, root + path, "token") { Query = "?alt=sse" };
                using HttpRequestMessage? message = Provider().AddressRaw(address);
                Assert.Equal(passes ? $"https://us-east5-aiplatform.googleapis.com{root}{path}?alt=sse" : null, message?.RequestUri!.AbsoluteUri);
                Assert.Equal(passes ? "Bearer token" : null, message?.Headers.Authorization!.ToString());
            }
        }
    }

    [Theory]
    [InlineData(WireProtocol.AnthropicMessages, """{"max_tokens":5,"stream":true,"anthropic_version":"vertex-2023-10-16"}""")]
    [InlineData(WireProtocol.AnthropicCountTokens, """{"model":"m","max_tokens":5,"stream":true,"anthropic_version":"vertex-2023-10-16"}""")]
    public void A_body_says_the_version_and_the_model_only_where_the_path_does_not(WireProtocol protocol, string expected)
    {
        Assert.True(JsonScan.TryScan("""{"model":"m","max_tokens":5,"stream":true}"""u8.ToArray(), out JsonScan? scan, out _));
        var edits = new RequestEdits();
        foreach (MemberEdit edit in Provider().EditsFor(protocol))
        {
            edits.Add(edit);
        }

        Assert.Equal(expected, string.Concat(edits.Apply(scan).Pieces.Select(piece => Encoding.UTF8.GetString(piece.Span))));
    }

    [Fact]
    public void A_model_speaks_its_makers_protocol()
    {
        Assert.Equal([WireProtocol.AnthropicMessages, WireProtocol.AnthropicCountTokens], Provider().Speaks("claude-opus-4-8"));
        Assert.Equal([WireProtocol.GeminiGenerateContent, WireProtocol.GeminiCountTokens], Provider().Speaks("gemini-2.5-pro"));
        Assert.Empty(Provider().Speaks("llama-4"));
    }

    [Theory]
    [InlineData(401, """{"error":{"code":401,"message":"Request had invalid authentication credentials.","status":"UNAUTHENTICATED"}}""", UpstreamFault.Auth)]
    [InlineData(403, """{"error":{"code":403,"message":"Permission denied","status":"PERMISSION_DENIED"}}""", UpstreamFault.Auth)]
    [InlineData(429, """[{"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED"}}]""", UpstreamFault.RateLimited)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 2 > 1"}}""", UpstreamFault.ContextTooLong)]
    [InlineData(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", UpstreamFault.Overloaded)]
    public void Its_failures_are_googles_or_the_makers(int status, string body, UpstreamFault expected) =>
        Assert.Equal(expected, Provider().Classify((HttpStatusCode)status, Encoding.UTF8.GetBytes(body)));

    private static VertexProvider Provider() => new("my-project", "us-east5", ProviderCatalog.Find(VertexProvider.Type)!.Protocols);
}
