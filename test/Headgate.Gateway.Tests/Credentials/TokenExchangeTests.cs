using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Credentials;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Providers;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Credentials;

public sealed class TokenExchangeTests : IDisposable
{
    private const string ClientSecret = "entra-secret-0123456789";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly ScriptedUpstream _issuer = new();
    private readonly TokenExchange _exchange;

    public TokenExchangeTests() => _exchange = new TokenExchange(_issuer, _time);

    private static Endpoint Google { get; } = new(new Uri("https://oauth2.googleapis.com/token"), false, null, null, null);

    private static Endpoint Microsoft { get; } = new(new Uri("https://login.microsoftonline.com/tenant/oauth2/v2.0/token"), false, null, null, null);

    private static TokenGrant Account { get; } = new ServiceAccountGrant(Google, TestAccount.Read());

    private static TokenGrant Application { get; } = new ClientSecretGrant(Microsoft, "client", ClientSecret, "scope/.default");

    public void Dispose() => _issuer.Dispose();

    [Fact]
    public async Task A_service_account_signs_for_an_hour_of_the_whole_platform()
    {
        _issuer.Answers("""{"access_token":"ya29.token","expires_in":3599,"token_type":"Bearer"}""");
        AccessToken token = (await AskAsync(Account)).Token!;
        Assert.Equal("ya29.token", token.Secret);
        Assert.Equal(_time.GetUtcNow().AddSeconds(3569), token.EndsAt);

        SentCall call = Assert.Single(_issuer.Calls);
        Assert.Equal(Google.BaseUrl, call.Url);
        Assert.Equal("application/x-www-form-urlencoded", call.Headers["content-type"]);
        Dictionary<string, string> form = Form(call);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        string[] parts = form["assertion"].Split('.');
        Assert.True(TestAccount.Signed(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])));
        Assert.Equal("""{"alg":"RS256","typ":"JWT","kid":"key-1"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        JsonElement claims = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
        long now = _time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(TestAccount.Email, claims.GetProperty("iss").GetString());
        Assert.Equal("https://www.googleapis.com/auth/cloud-platform", claims.GetProperty("scope").GetString());
        Assert.Equal("https://oauth2.googleapis.com/token", claims.GetProperty("aud").GetString());
        Assert.Equal((now, now + 3600), (claims.GetProperty("iat").GetInt64(), claims.GetProperty("exp").GetInt64()));
    }

    [Fact]
    public async Task An_application_shows_its_secret_for_a_scope()
    {
        _issuer.Answers("""{"token_type":"Bearer","expires_in":"3599","ext_expires_in":3599,"access_token":"eyJ.token"}""");
        Assert.Equal("eyJ.token", (await AskAsync(Application)).Token!.Secret);
        SentCall call = Assert.Single(_issuer.Calls);
        Assert.Equal(Microsoft.BaseUrl, call.Url);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials", ["client_id"] = "client", ["client_secret"] = ClientSecret, ["scope"] = "scope/.default",
            },
            Form(call));
    }

    [Theory]
    [InlineData(400, "invalid_grant", UpstreamFault.Auth, "Google gave no access token (400, invalid_grant). Its key may have been deleted")]
    [InlineData(401, "invalid_client", UpstreamFault.Auth, "Google gave no access token (401, invalid_client). Check that `credentials`")]
    [InlineData(429, "slow_down", UpstreamFault.Connection, "oauth2.googleapis.com answered 429, slow_down")]
    [InlineData(503, "", UpstreamFault.Connection, "oauth2.googleapis.com answered 503")]
    [InlineData(302, "", UpstreamFault.Connection, "oauth2.googleapis.com answered 302")]
    public async Task A_refusal_says_what_to_do(int status, string error, UpstreamFault fault, string words)
    {
        _issuer.Answers($$"""{"error":"{{error}}","error_description":"{{TestAccount.Email}} told more"}""", (HttpStatusCode)status);
        TokenFault told = (await AskAsync(Account)).Fault!;
        Assert.Equal(fault, told.Fault);
        Assert.Contains(words, told.Detail, StringComparison.Ordinal);
        AssertSilent(told);
    }

    [Theory]
    [InlineData("invalid_client", "The client secret is wrong or has expired")]
    [InlineData("unauthorized_client", "check `entra.client_id`")]
    [InlineData("invalid_scope", "Check `entra.scope`")]
    [InlineData("invalid_request", "Check `entra.tenant_id`")]
    [InlineData("entra-secret-0123456789", "(400). Check `entra.tenant_id`")]
    public async Task A_refused_application_is_told_which_key_to_look_at(string error, string words)
    {
        _issuer.Answers($$"""{"error":"{{error}}","error_description":"AADSTS7000215: {{ClientSecret}}"}""", HttpStatusCode.BadRequest);
        TokenFault told = (await AskAsync(Application)).Fault!;
        Assert.Equal(UpstreamFault.Auth, told.Fault);
        Assert.Contains(words, told.Detail, StringComparison.Ordinal);
        AssertSilent(told);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"access_token":5}""")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":"a\nb"}""")]
    [InlineData("""{"access_token":"\ud800"}""")]
    [InlineData("""{"access_token":"a","expires_in":0}""")]
    [InlineData("""{"access_token":"a","expires_in":"soon"}""")]
    public async Task An_answer_without_a_token_that_can_be_sent_is_a_fault(string body)
    {
        _issuer.Answers(body);
        TokenFault told = (await AskAsync(Account)).Fault!;
        Assert.Equal(UpstreamFault.Connection, told.Fault);
        Assert.Contains("gave an answer that is no access token", told.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_unknown_life_is_taken_for_five_minutes()
    {
        _issuer.Answers("""{"access_token":"a"}""");
        Assert.Equal(_time.GetUtcNow().AddSeconds(270), (await AskAsync(Account)).Token!.EndsAt);
    }

    [Fact]
    public async Task An_issuer_that_cannot_be_reached_is_a_fault_of_the_connection()
    {
        _issuer.Breaks();
        TokenFault told = (await AskAsync(Account)).Fault!;
        Assert.Equal(UpstreamFault.Connection, told.Fault);
        Assert.Contains("could not be reached. Check that this machine reaches it", told.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_waited_for_ten_seconds()
    {
        _issuer.Hangs();
        Task<TokenAnswer> asking = AskAsync(Account);
        await _issuer.NextCallAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Contains("did not answer in time", (await asking.WaitAsync(Patience.Limit)).Fault!.Detail, StringComparison.Ordinal);
    }

    private Task<TokenAnswer> AskAsync(TokenGrant grant) => _exchange.AskAsync(grant, new Credential("a#1", null) { Grant = grant }, CancellationToken.None);

    private static void AssertSilent(TokenFault fault)
    {
        Assert.DoesNotContain(ClientSecret, fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(TestAccount.Email, fault.ToString(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Form(SentCall call) => call.Body.Split('&').Select(field => field.Split('='))
        .ToDictionary(field => field[0], field => Uri.UnescapeDataString(field[1].Replace('+', ' ')));
}
