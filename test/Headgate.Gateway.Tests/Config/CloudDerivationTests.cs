using Headgate.Gateway.Config;
using Headgate.Gateway.Credentials;
using Headgate.Gateway.Tests.Credentials;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Tests.Config;

public sealed class CloudDerivationTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public CloudDerivationTests() => _folder.Write("account.json", TestAccount.Json());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Azure_with_a_key()
    {
        Provider azure = One("""
            type: azure-openai
            base_url: https://res.openai.azure.com
            api_key: k
            api_version: 2025-04-01-preview
            deployments: { gpt-5-mini: mine, gpt-5: other }
            """);
        Assert.IsType<AzureProvider>(azure.Vendor);
        Assert.Equal("mine", azure.Vendor.NameOf("gpt-5-mini"));
        Assert.Equal(["gpt-5-mini", "gpt-5"], azure.BareModels);
        Assert.DoesNotContain(WireProtocol.OpenAIResponses, azure.Vendor.Speaks("gpt-5"));
        Assert.Equal("k", Assert.Single(azure.Credentials).Secret);
        Assert.True(azure.Row.TakesStreamOptions);
    }

    [Fact]
    public void An_old_version_of_azures_api_is_not_asked_for_usage() =>
        Assert.False(One("{ type: azure-openai, base_url: https://r, api_key: k, api_version: 2024-06-01 }").Row.TakesStreamOptions);

    [Fact]
    public void Azure_with_an_application_of_entra()
    {
        Provider azure = One("""
            type: azure-openai
            base_url: https://res.openai.azure.com
            proxy: http://proxy:3128
            entra: { tenant_id: t.example, client_id: c, client_secret: s }
            """);
        Credential credential = Assert.Single(azure.Credentials);
        Assert.Null(credential.Secret);
        ClientSecretGrant grant = Assert.IsType<ClientSecretGrant>(credential.Grant);
        Assert.Equal(
            new Endpoint(new Uri("https://login.microsoftonline.com/t.example/oauth2/v2.0/token"), false, new Uri("http://proxy:3128"), null, null),
            grant.Endpoint);
        Assert.Equal($"p#{grant.Id[..8]}", credential.Id);
        Assert.Equal([(azure.Endpoint, credential), (grant.Endpoint, credential)], azure.Ways);
        Assert.NotEqual(grant.Id, Grant("t.example", "other").Id);
        Assert.Equal(Grant("t.example", "s").Id, Grant("t.example", "s").Id);
    }

    [Fact]
    public void Another_authority_is_trusted_because_it_is_written()
    {
        Provider azure = One("""
            type: azure-openai
            base_url: https://r
            entra: { tenant_id: t, client_id: c, client_secret: s, authority: http://127.0.0.1:9/azure/ }
            """);
        Endpoint issuer = azure.Credentials[0].Grant!.Endpoint;
        Assert.Equal(("http://127.0.0.1:9/azure/t/oauth2/v2.0/token", true), (issuer.BaseUrl.AbsoluteUri, issuer.IsWritten));
    }

    [Fact]
    public void Vertex_with_a_service_account()
    {
        Provider vertex = One("{ type: vertex, credentials: \"${file:account.json}\" }");
        Assert.IsType<VertexProvider>(vertex.Vendor);
        Assert.Equal(("https://aiplatform.googleapis.com/v1", false), (vertex.Endpoint.BaseUrl.AbsoluteUri, vertex.Endpoint.IsWritten));
        Endpoint issuer = Assert.IsType<ServiceAccountGrant>(Assert.Single(vertex.Credentials).Grant).Endpoint;
        Assert.Equal(("https://oauth2.googleapis.com/token", false), (issuer.BaseUrl.AbsoluteUri, issuer.IsWritten));
        Assert.Equal(["claude-*", "gemini-*"], vertex.BareModels);
    }

    [Fact]
    public void Vertex_with_a_token_of_the_operators()
    {
        Provider vertex = One("{ type: vertex, project: p, location: us-east5, api_key: token }");
        Assert.Equal("https://us-east5-aiplatform.googleapis.com/v1", vertex.Endpoint.BaseUrl.AbsoluteUri);
        Assert.Equal("token", Assert.Single(vertex.Credentials).Secret);
    }

    [Fact]
    public void Tokens_are_issued_by_google_or_where_the_operator_says()
    {
        _folder.Write("account.json", TestAccount.Json("https://evil.example/token"));
        Assert.Contains("`token_uri` is not https://oauth2.googleapis.com",
            Assert.Single(_folder.Refuse("providers: { p: { type: vertex, credentials: \"${file:account.json}\" } }")).ToString(), StringComparison.Ordinal);
        Provider vertex = One("{ type: vertex, credentials: \"${file:account.json}\", token_url: http://127.0.0.1:9/token }");
        Endpoint issuer = vertex.Credentials[0].Grant!.Endpoint;
        Assert.Equal(("http://127.0.0.1:9/token", true), (issuer.BaseUrl.AbsoluteUri, issuer.IsWritten));
    }

    private TokenGrant Grant(string tenant, string secret) => One(
        $"{{ type: azure-openai, base_url: https://r, entra: {{ tenant_id: {tenant}, client_id: c, client_secret: {secret} }} }}").Credentials[0].Grant!;

    private Provider One(string yaml) => Assert.Single(
        _folder.Accept(yaml.StartsWith('{') ? $"providers: {{ p: {yaml} }}" : $"providers:\n  p:\n    {yaml.Replace("\n", "\n    ")}").Derived.Providers);
}
