using Headgate.Gateway.Config;
using Headgate.Gateway.Credentials;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Credentials;

public sealed class AccessTokensTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly ScriptedUpstream _issuer = new();
    private readonly AccessTokens _tokens;

    public AccessTokensTests() => _tokens = new AccessTokens(_issuer, _time);

    public void Dispose()
    {
        _tokens.Dispose();
        _issuer.Dispose();
    }

    [Theory]
    [InlineData("sk-written")]
    [InlineData(null)]
    public void A_written_secret_is_there_at_once(string? secret)
    {
        ValueTask<CredentialAnswer> answer = _tokens.TakeAsync(new Credential("a#1", secret), CancellationToken.None);
        Assert.True(answer.IsCompletedSuccessfully);
        Assert.Empty(_issuer.Calls);
    }

    [Fact]
    public async Task Equal_grants_share_a_token_and_others_have_their_own()
    {
        _issuer.Answers("""{"access_token":"one","expires_in":3600}""").Answers("""{"access_token":"two","expires_in":3600}""");
        Assert.Equal("one", (await TakeAsync("secret")).Secret);
        Assert.Equal("one", (await TakeAsync("secret")).Secret); // as after a reload of the config
        Assert.Equal("two", (await TakeAsync("another")).Secret);
        Assert.Equal("one", (await TakeAsync("secret")).Secret);
        Assert.Equal(2, _issuer.Calls.Count);
    }

    [Fact]
    public async Task Grants_that_nobody_uses_any_more_are_forgotten()
    {
        for (int rotation = 0; rotation < 5; rotation++)
        {
            _issuer.Answers("""{"access_token":"t","expires_in":3600}""");
            await TakeAsync($"secret-{rotation}");
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(1, _tokens.Count);
    }

    [Fact]
    public async Task Nothing_of_it_is_printed()
    {
        _issuer.Answers("""{"access_token":"canary-token","expires_in":3600}""");
        CredentialAnswer answer = await TakeAsync("canary-secret");
        Assert.Equal("canary-token", answer.Secret);
        Assert.All(
            (string[])[$"{answer}", $"{Application("canary-secret")}", $"{Application("canary-secret").Grant}", $"{TestAccount.Read()}"],
            text => Assert.DoesNotContain("canary", text, StringComparison.Ordinal));
    }

    private ValueTask<CredentialAnswer> TakeAsync(string secret) => _tokens.TakeAsync(Application(secret), CancellationToken.None);

    private static Credential Application(string secret) => new("azure#1", null)
    {
        Grant = new ClientSecretGrant(
            new Endpoint(new Uri("https://login.microsoftonline.com/t/oauth2/v2.0/token"), false, null, null, null), "client", secret, "scope"),
    };
}
