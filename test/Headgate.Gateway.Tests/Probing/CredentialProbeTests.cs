using System.Collections.Immutable;
using System.Net;
using Headgate.Gateway.Config;
using Headgate.Gateway.Probing;
using Headgate.Gateway.Tests.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Probing;

public sealed class CredentialProbeTests : ISnapshotSource, IDisposable
{
    private const string Secret = "sk-secret-0123456789";
    private const string Models = """{"object":"list","data":[]}""";

    private readonly ScriptedUpstream _upstream = new();

    public ConfigSnapshot Current { get; private set; } = null!;

    public void Dispose() => _upstream.Dispose();

    [Fact]
    public async Task A_list_that_is_given_only_with_the_credential_tells_that_it_works()
    {
        _upstream.Answers(Models).Answers("{}", HttpStatusCode.Unauthorized);
        ProbeResult result = Assert.Single(await ProbeAsync("{ type: openai, api_key: sk-secret-0123456789, headers: { x-own: y } }"));
        Assert.Equal((ProbeState.Works, "GET models", 200), (result.State, result.Call, result.Status));
        Assert.All(_upstream.Calls, call => Assert.Equal("https://api.openai.com/v1/models", call.Url.ToString()));
        Assert.Equal($"Bearer {Secret}", _upstream.Calls[0].Headers["authorization"]);
        Assert.Equal("y", _upstream.Calls[0].Headers["x-own"]);
        Assert.DoesNotContain("authorization", _upstream.Calls[1].Headers.Keys);
    }

    [Fact]
    public async Task A_credential_that_is_refused_fails_and_is_not_told()
    {
        _upstream.Answers($$$"""{"error":{"message":"bad key {{{Secret}}}","type":"{{{Secret}}}","code":"invalid_api_key"}}""", HttpStatusCode.Unauthorized);
        ProbeResult result = Assert.Single(await ProbeAsync("{ type: anthropic, api_key: sk-secret-0123456789, models: [claude-x] }"));
        Assert.Equal((ProbeState.Fails, "GET models", 401), (result.State, result.Call, result.Status));
        Assert.Contains("401", result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, result.ToString(), StringComparison.Ordinal);
        Assert.Equal(Secret, Assert.Single(_upstream.Calls).Headers["x-api-key"]);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.NotFound)]
    [InlineData("{}", HttpStatusCode.Forbidden)]
    public async Task Where_the_list_does_not_tell_a_model_is_asked_for_a_word(string answer, HttpStatusCode status)
    {
        _upstream.Answers(answer, status).Answers(Wire.MessageReply);
        ProbeResult result = Assert.Single(await ProbeAsync("{ type: anthropic, api_key: sk-secret-0123456789, models: [claude-*, claude-x] }"));
        Assert.Equal((ProbeState.Works, "chat with claude-x", 200), (result.State, result.Call, result.Status));
        Assert.Equal("https://api.anthropic.com/v1/messages", _upstream.Calls[1].Url.ToString());
        Assert.Contains("\"max_tokens\":16", _upstream.Calls[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_for_anybody_tells_nothing_of_a_credential()
    {
        const string Provider = "{ type: openai, api_key: sk-secret-0123456789 }";
        _upstream.Answers(Models).Answers(Models).Answers("{}", HttpStatusCode.Unauthorized);
        ProbeResult asked = Assert.Single(await ProbeAsync(Provider, "{ chat: { targets: [ { model: v/* }, { model: v/gpt-x } ] } }"));
        Assert.Equal((ProbeState.Fails, "chat with gpt-x", 401), (asked.State, asked.Call, asked.Status));

        _upstream.Answers(Models).Answers(Models);
        ProbeResult unknown = Assert.Single(await ProbeAsync(Provider));
        Assert.Equal((ProbeState.Unknown, null, TimeSpan.Zero), (unknown.State, unknown.Call, unknown.Elapsed));
        Assert.Contains("anybody", unknown.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_list_and_without_a_model_nothing_is_known()
    {
        _upstream.Answers("{}", HttpStatusCode.NotFound);
        ProbeResult result = Assert.Single(await ProbeAsync("{ type: openai, api_key: sk-secret-0123456789 }"));
        Assert.Equal(ProbeState.Unknown, result.State);
        Assert.Contains("nobody", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vendor_that_is_not_there_fails()
    {
        _upstream.Breaks();
        ProbeResult result = Assert.Single(await ProbeAsync("{ type: openai, api_key: sk-secret-0123456789, models: [m] }"));
        Assert.Equal((ProbeState.Fails, null, "The connection failed (ConnectionError)."), (result.State, result.Status, result.Detail));
    }

    [Fact]
    public async Task Each_credential_is_called_at_each_server()
    {
        for (int i = 0; i < 4; i++)
        {
            _upstream.Answers("{}", HttpStatusCode.Unauthorized);
        }

        ImmutableArray<ProbeResult> results = await ProbeAsync(
            "{ type: vllm, api_keys: [key-one-0123456789, key-two-0123456789], replicas: [ http://a.test/v1, http://b.test/v1 ] }");
        Assert.Equal(["a.test", "a.test", "b.test", "b.test"], results.Select(result => result.Server));
        Assert.Equal(
            [("a.test", "one"), ("a.test", "two"), ("b.test", "one"), ("b.test", "two")],
            _upstream.Calls.Select(call => (call.Url.Host, call.Headers["authorization"]["Bearer key-".Length..^"-0123456789".Length])));
    }

    [Fact]
    public async Task A_server_that_needs_no_credential_is_asked_once()
    {
        _upstream.Answers(Models);
        Assert.Equal(ProbeState.Works, Assert.Single(await ProbeAsync("{ type: vllm, base_url: http://a.test/v1 }")).State);
        Assert.Single(_upstream.Calls);
    }

    private async Task<ImmutableArray<ProbeResult>> ProbeAsync(string provider, string models = "{}")
    {
        using var folder = new ConfigFolder();
        Current = folder.Accept($"providers: {{ v: {provider} }}\nmodels: {models}\n").Snapshot;
        using var probe = new CredentialProbe(this, _upstream, new FakeTimeProvider());
        return await probe.RunAsync(Assert.Single(Current.Providers), TestContext.Current.CancellationToken).WaitAsync(Patience.Limit);
    }
}
