using System.Net;
using System.Text;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Tests.Providers;

public sealed class CatalogProviderTests
{
    [Theory]
    [InlineData("openai", "https://api.openai.com/v1", WireProtocol.OpenAIChat, "", "https://api.openai.com/v1/chat/completions")]
    [InlineData("openai", "https://api.openai.com/v1/", WireProtocol.OpenAIResponses, "", "https://api.openai.com/v1/responses")]
    [InlineData("deepseek", "https://api.deepseek.com", WireProtocol.OpenAIChat, "", "https://api.deepseek.com/chat/completions")]
    [InlineData("openai-compatible", "http://h:1/x?api-version=1", WireProtocol.OpenAIEmbeddings, "", "http://h:1/x/embeddings?api-version=1")]
    [InlineData("anthropic", "https://api.anthropic.com", WireProtocol.AnthropicMessages, "?beta=true", "https://api.anthropic.com/v1/messages?beta=true")]
    [InlineData("anthropic", "https://api.anthropic.com/v1", WireProtocol.AnthropicCountTokens, "", "https://api.anthropic.com/v1/messages/count_tokens")]
    [InlineData("anthropic", "https://h/p?a=1", WireProtocol.AnthropicMessages, "?beta=true", "https://h/p/v1/messages?a=1&beta=true")]
    [InlineData("simulator", "http://127.0.0.1:5000/v1", WireProtocol.OpenAICompletions, "", "http://127.0.0.1:5000/v1/completions")]
    [InlineData("gemini", "https://g/v1beta", WireProtocol.GeminiEmbed, "", "https://g/v1beta/models/m:batchEmbedContents")]
    [InlineData("gemini", "https://g/v1beta", WireProtocol.GeminiEmbedContent, "", "https://g/v1beta/models/m:embedContent")]
    [InlineData("gemini", "https://g/v1beta", WireProtocol.GeminiCountTokens, "", "https://g/v1beta/models/m:countTokens")]
    [InlineData("gemini", "https://g/v1beta", WireProtocol.GeminiGenerateContent, "", "https://g/v1beta/models/m:generateContent")]
    [InlineData("cohere", "https://api.cohere.ai/compatibility/v1", WireProtocol.OpenAIChat, "", "https://api.cohere.ai/compatibility/v1/chat/completions")]
    [InlineData("cohere", "https://api.cohere.ai/compatibility/v1/", WireProtocol.Rerank, "", "https://api.cohere.ai/v2/rerank")]
    [InlineData("cohere", "https://h/mine/compatibility/v1", WireProtocol.CohereEmbed, "", "https://h/mine/v2/embed")]
    [InlineData("cohere", "https://h/v2", WireProtocol.Rerank, "", "https://h/v2/rerank")]
    [InlineData("cohere", "https://h/mine", WireProtocol.Rerank, "", "https://h/mine/rerank")]
    [InlineData("perplexity", "https://api.perplexity.ai", WireProtocol.OpenAIChat, "", "https://api.perplexity.ai/chat/completions")]
    [InlineData("perplexity", "https://api.perplexity.ai", WireProtocol.OpenAIResponses, "", "https://api.perplexity.ai/v1/responses")]
    [InlineData("perplexity", "https://api.perplexity.ai/v1", WireProtocol.OpenAIResponses, "", "https://api.perplexity.ai/v1/responses")]
    public async Task Addresses_a_call_below_the_base_url(string type, string baseUrl, WireProtocol protocol, string query, string expected)
    {
        using HttpRequestMessage message = await Address(type, baseUrl, protocol, "s3cret", query);
        Assert.Equal(expected, message.RequestUri!.ToString());
        Assert.Equal(HttpMethod.Post, message.Method);
        Assert.Equal(expected.StartsWith("https", StringComparison.Ordinal) ? HttpVersion.Version20 : HttpVersion.Version11, message.Version);
        Assert.Equal(HttpVersionPolicy.RequestVersionOrLower, message.VersionPolicy);
    }

    [Theory]
    [InlineData("openai", WireProtocol.OpenAIChat, "Authorization: Bearer s3cret")]
    [InlineData("anthropic", WireProtocol.AnthropicMessages, "anthropic-version: 2023-06-01; x-api-key: s3cret")]
    [InlineData("simulator", WireProtocol.OpenAIChat, "Authorization: Bearer s3cret")]
    [InlineData("simulator", WireProtocol.AnthropicCountTokens, "anthropic-version: 2023-06-01; x-api-key: s3cret")]
    [InlineData("openai-compatible", WireProtocol.AnthropicMessages, "anthropic-version: 2023-06-01; Authorization: Bearer s3cret")]
    [InlineData("gemini", WireProtocol.GeminiGenerateContent, "x-goog-api-key: s3cret")]
    public async Task Signs_as_the_vendor_wants_it(string type, WireProtocol protocol, string expected)
    {
        using HttpRequestMessage message = await Address(type, "https://h/v1", protocol, "s3cret", "");
        Assert.Equal(expected, string.Join("; ", message.Headers.Select(h => $"{h.Key}: {string.Join(',', h.Value)}")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Sends_no_credential_where_there_is_none(string? secret)
    {
        using HttpRequestMessage message = await Address("vllm", "http://h/v1", WireProtocol.OpenAIChat, secret, "");
        Assert.Empty(message.Headers);
    }

    [Fact]
    public async Task Makes_each_address_once()
    {
        CatalogProvider provider = new(ProviderCatalog.Find("simulator")!, []);
        Uri baseUrl = new("http://h/v1");
        Uri first = await Uri("?beta=true");
        Assert.Same(first, await Uri("?beta=true"));
        Assert.Equal("http://h/v1/messages", (await Uri("")).ToString());

        async Task<Uri> Uri(string query)
        {
            UpstreamAddress address = new(baseUrl, WireProtocol.AnthropicMessages, "m", null, query);
            using HttpRequestMessage message = await provider.AddressAsync(address, CancellationToken.None);
            return message.RequestUri!;
        }
    }

    [Theory]
    [InlineData(429, "", UpstreamFault.RateLimited)]
    [InlineData(408, "", UpstreamFault.Timeout)]
    [InlineData(401, "", UpstreamFault.Auth)]
    [InlineData(402, "", UpstreamFault.Auth)]
    [InlineData(403, "", UpstreamFault.Auth)]
    [InlineData(503, "", UpstreamFault.Overloaded)]
    [InlineData(529, "", UpstreamFault.Overloaded)]
    [InlineData(498, "", UpstreamFault.Overloaded)]
    [InlineData(500, "", UpstreamFault.ServerError)]
    [InlineData(502, "<html>", UpstreamFault.ServerError)]
    [InlineData(504, "", UpstreamFault.ServerError)]
    [InlineData(409, "", UpstreamFault.ServerError)]
    [InlineData(425, "", UpstreamFault.ServerError)]
    [InlineData(302, "", UpstreamFault.ServerError)]
    [InlineData(413, "", UpstreamFault.ContextTooLong)]
    [InlineData(404, "", UpstreamFault.BadRequest)]
    [InlineData(422, """{"detail":"no"}""", UpstreamFault.BadRequest)]
    [InlineData(400, "not json: context length", UpstreamFault.BadRequest)]
    [InlineData(400, """{"error":{"message":"m","code":"context_length_exceeded"}}""", UpstreamFault.ContextTooLong)]
    [InlineData(400, """{"error":{"message":"This model's Maximum Context Length is 8192 tokens"}}""", UpstreamFault.ContextTooLong)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 2 > 1"}}""", UpstreamFault.ContextTooLong)]
    [InlineData(400, """{"error":{"message":"m","code":"content_filter"}}""", UpstreamFault.ContentFiltered)]
    [InlineData(400, """{"error":{"message":"m","code":"content_policy_violation"}}""", UpstreamFault.ContentFiltered)]
    [InlineData(400, """{"error":{"message":"Unknown parameter"}}""", UpstreamFault.BadRequest)]
    [InlineData(400, """{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}""", UpstreamFault.Auth)]
    [InlineData(400, """{"error":{"code":400,"message":"The input token count (9) exceeds the maximum number of tokens allowed (8)."}}""", UpstreamFault.ContextTooLong)]
    public void Knows_what_a_failure_means(int status, string body, UpstreamFault expected) =>
        Assert.Equal(expected, Provider("openai").Classify((HttpStatusCode)status, Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("rate_limit_error", null, "m", UpstreamFault.RateLimited)]
    [InlineData(null, "rate_limit_exceeded", "m", UpstreamFault.RateLimited)]
    [InlineData("overloaded_error", null, "Overloaded", UpstreamFault.Overloaded)]
    [InlineData("invalid_request_error", null, "m", UpstreamFault.BadRequest)]
    [InlineData("invalid_request_error", null, "prompt is too long", UpstreamFault.ContextTooLong)]
    [InlineData("timeout_error", null, "m", UpstreamFault.Timeout)]
    [InlineData("authentication_error", null, "m", UpstreamFault.Auth)]
    [InlineData(null, "502", "Provider disconnected", UpstreamFault.ServerError)]
    [InlineData(null, "429", null, UpstreamFault.RateLimited)]
    [InlineData("PERMISSION_DENIED", null, "m", UpstreamFault.Auth)]
    [InlineData("RESOURCE_EXHAUSTED", null, "m", UpstreamFault.RateLimited)]
    [InlineData("api_error", null, "m", UpstreamFault.ServerError)]
    [InlineData(null, null, null, UpstreamFault.ServerError)]
    public void Knows_what_an_error_in_a_stream_means(string? type, string? code, string? message, UpstreamFault expected) =>
        Assert.Equal(expected, Provider("openai").ClassifyStreamError(new VendorError(type, code, message, null)));

    private static CatalogProvider Provider(string type) => new(ProviderCatalog.Find(type)!, ProviderCatalog.Find(type)!.Protocols);

    private static async Task<HttpRequestMessage> Address(string type, string baseUrl, WireProtocol protocol, string? secret, string query) =>
        await Provider(type).AddressAsync(new UpstreamAddress(new Uri(baseUrl), protocol, "m", secret, query), CancellationToken.None);
}
