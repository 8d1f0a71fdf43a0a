using System.Collections.Frozen;
using System.Net;
using System.Text;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Tests.Providers;

public sealed class AzureProviderTests
{
    private const string Version = "2025-04-01-preview";

    [Theory]
    [InlineData("https://res.openai.azure.com", WireProtocol.OpenAIChat, "https://res.openai.azure.com/openai/v1/chat/completions")]
    [InlineData("https://res.openai.azure.com/openai/v1", WireProtocol.OpenAIResponses, "https://res.openai.azure.com/openai/v1/responses")]
    [InlineData("https://res.openai.azure.com/openai", WireProtocol.OpenAIEmbeddings, "https://res.openai.azure.com/openai/v1/embeddings")]
    public async Task The_v1_api_has_the_paths_of_openai(string baseUrl, WireProtocol protocol, string expected) =>
        Assert.Equal(new Uri(expected), (await AddressAsync(Provider(null), baseUrl, protocol)).RequestUri);

    [Theory]
    [InlineData("gpt-5-mini", WireProtocol.OpenAIChat, "openai/deployments/mine/chat/completions?api-version=2025-04-01-preview")]
    [InlineData("gpt-4.1", WireProtocol.OpenAIChat, "openai/deployments/gpt-4.1/chat/completions?api-version=2025-04-01-preview")]
    [InlineData("a b/c", WireProtocol.OpenAICompletions, "openai/deployments/a%20b%2Fc/completions?api-version=2025-04-01-preview")]
    [InlineData("gpt-5-mini", WireProtocol.OpenAIEmbeddings, "openai/deployments/mine/embeddings?api-version=2025-04-01-preview")]
    public async Task The_classic_api_has_deployment_and_version_in_the_address(string model, WireProtocol protocol, string expected)
    {
        HttpRequestMessage message = await AddressAsync(Provider(Version), "https://res.openai.azure.com", protocol, model);
        Assert.Equal($"https://res.openai.azure.com/{expected}", message.RequestUri!.AbsoluteUri);
    }

    [Theory]
    [InlineData(null, "GET", WireProtocol.OpenAIFiles, "files/file-1/content", "?limit=2", "openai/v1/files/file-1/content?limit=2")]
    [InlineData(Version, "GET", WireProtocol.OpenAIFiles, "files/file-1/content", "?limit=2", $"openai/files/file-1/content?api-version={Version}&limit=2")]
    [InlineData(null, "POST", WireProtocol.OpenAIBatches, "batches", "", "openai/v1/batches")]
    [InlineData(Version, "POST", WireProtocol.OpenAIBatches, "batches", "", $"openai/batches?api-version={Version}")]
    [InlineData(null, "POST", WireProtocol.OpenAIImages, "images/edits", "", "openai/v1/images/edits")]
    [InlineData(Version, "POST", WireProtocol.OpenAIImages, "images/edits", "", $"openai/deployments/a%20b%2Fc/images/edits?api-version={Version}")]
    [InlineData(Version, "POST", WireProtocol.OpenAIAudio, "audio/speech", "", $"openai/deployments/a%20b%2Fc/audio/speech?api-version={Version}")]
    [InlineData(null, "DELETE", WireProtocol.OpenAIResponses, "responses/resp_1", "", "openai/v1/responses/resp_1")]
    [InlineData(null, "GET", WireProtocol.OpenAIRealtime, "realtime", "?intent=x", "openai/v1/realtime?model=a%20b%2Fc&intent=x")]
    [InlineData(Version, "GET", WireProtocol.OpenAIRealtime, "realtime", "", $"openai/realtime?api-version={Version}&deployment=a%20b%2Fc")]
    [InlineData(Version, "GET", WireProtocol.Passthrough, "/openai/models", "?api-version=2024-10-21", "openai/models?api-version=2024-10-21")]
    public void What_passes_verbatim_has_its_place_in_either_api(
        string? version, string method, WireProtocol protocol, string path, string query, string expected)
    {
        var address = new RawAddress(new Uri("https://res.openai.azure.com/openai/v1"), new HttpMethod(method), protocol, path, "secret")
        {
            Query = query,
            Model = "a b/c",
        };
        using HttpRequestMessage message = Provider(version).AddressRaw(address)!;
        Assert.Equal($"https://res.openai.azure.com/{expected}", message.RequestUri!.AbsoluteUri);
        Assert.Equal((method, "secret"), (message.Method.Method, Assert.Single(message.Headers.GetValues("api-key"))));
    }

    [Theory]
    [InlineData("/team/openai/models", true)]
    [InlineData("/openai/models", false)]
    [InlineData("/teams/openai/models", false)]
    [InlineData("/team/../openai/models", false)]
    [InlineData("/team/%2e%2e/openai/models", false)]
    [InlineData("//evil.example/team/openai/models", false)]
    [InlineData("@evil.example/team/openai/models", false)]
    public void What_passes_through_stays_below_the_resource(string path, bool passes)
    {
        var address = new RawAddress(new Uri("https://apim.example/team/openai"), HttpMethod.Get, WireProtocol.Passthrough, path, "secret");
        Assert.Equal(passes, Provider(null).AddressRaw(address) is not null);
    }

    [Fact]
    public async Task A_key_and_a_token_have_headers_of_their_own()
    {
        HttpRequestMessage keyed = await AddressAsync(Provider(Version), "https://res.openai.azure.com", WireProtocol.OpenAIChat);
        Assert.Equal("secret", Assert.Single(keyed.Headers.GetValues("api-key")));
        Assert.Null(keyed.Headers.Authorization);
        HttpRequestMessage token = await AddressAsync(Provider(null, AuthScheme.Bearer), "https://res.openai.azure.com", WireProtocol.OpenAIChat);
        Assert.Equal("Bearer secret", token.Headers.Authorization!.ToString());
        Assert.False(token.Headers.Contains("api-key"));
    }

    [Fact]
    public void Responses_are_not_in_the_classic_api()
    {
        Assert.Contains(WireProtocol.OpenAIResponses, Provider(null).Speaks("m"));
        Assert.DoesNotContain(WireProtocol.OpenAIResponses, Provider(Version).Speaks("m"));
        Assert.Contains(WireProtocol.OpenAIFiles, Provider(Version).Speaks("m"));
    }

    [Fact]
    public void A_model_is_called_by_its_deployment()
    {
        Assert.Equal("mine", Provider(null).NameOf("gpt-5-mini"));
        Assert.Equal("gpt-5", Provider(null).NameOf("gpt-5"));
    }

    // https://learn.microsoft.com/azure/foundry/openai/concepts/content-filter: what a filtered prompt is answered with.
    [Theory]
    [InlineData(400, """{"error":{"message":"The response was filtered due to the prompt triggering the content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"jailbreak":{"filtered":true,"detected":true}}}}}""", UpstreamFault.ContentFiltered)]
    [InlineData(401, """{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint."}}""", UpstreamFault.Auth)]
    [InlineData(404, """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""", UpstreamFault.BadRequest)]
    [InlineData(429, """{"error":{"code":"429","message":"Requests have exceeded the token rate limit."}}""", UpstreamFault.RateLimited)]
    public void Its_failures_mean_what_openais_do(int status, string body, UpstreamFault expected) =>
        Assert.Equal(expected, Provider(null).Classify((HttpStatusCode)status, Encoding.UTF8.GetBytes(body)));

    private static AzureProvider Provider(string? version, AuthScheme auth = AuthScheme.ApiKey) => new(
        version,
        new Dictionary<string, string> { ["gpt-5-mini"] = "mine" }.ToFrozenDictionary(),
        auth,
        ProviderCatalog.Find(AzureProvider.Type)!.Protocols);

    private static async Task<HttpRequestMessage> AddressAsync(
        AzureProvider provider, string baseUrl, WireProtocol protocol, string model = "gpt-5-mini") =>
        await provider.AddressAsync(new UpstreamAddress(new Uri(baseUrl), protocol, model, "secret", "?ignored=1"), CancellationToken.None);
}
