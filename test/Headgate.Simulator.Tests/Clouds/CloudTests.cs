using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Simulator.Tests.Clouds;

public sealed class CloudTests : IAsyncLifetime
{
    private const string Chat = """{"messages":[{"role":"user","content":"one two"}]}""";
    private const string Message = """{"anthropic_version":"vertex-2023-10-16","max_tokens":9,"messages":[{"role":"user","content":"one two"}]}""";
    private const string Azure = "/azure/openai/deployments/echo/chat/completions";
    private const string Claude = "/vertex/v1/projects/p/locations/global/publishers/anthropic/models/echo:rawPredict";
    private const string Account = "a@tests";

    private readonly RSA _key = RSA.Create(2048);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private Rig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await Rig.StartAsync(new SimulatorOptions
    {
        TimeProvider = _time,
        Applications = new Dictionary<string, string> { ["application"] = "secret" },
        ServiceAccounts = new Dictionary<string, string> { [Account] = _key.ExportSubjectPublicKeyInfoPem() },
    });

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _key.Dispose();
    }

    [Theory]
    [InlineData(Azure + "?api-version=2024-10-21", 200)]
    [InlineData(Azure + "?api-version=2025-04-01-preview", 200)]
    [InlineData(Azure, 404)]
    [InlineData(Azure + "?api-version=latest", 404)]
    [InlineData("/azure/openai/deployments/nobody/chat/completions?api-version=2024-10-21", 404)]
    [InlineData("/azure/openai/deployments/echo/responses?api-version=2024-10-21", 404)]
    [InlineData("/azure/openai/v1/nothing", 404)]
    public async Task Azures_classic_api_wants_a_version_and_a_deployment(string path, int status)
    {
        UseKey();
        Assert.Equal(status, (await _rig.PostAsync(path, Chat)).Status);
    }

    [Fact]
    public async Task Azures_filter_speaks_first()
    {
        UseKey();
        var events = await _rig.StreamAsync("/azure/openai/v1/chat/completions", """{"model":"echo","stream":true,"messages":[{"role":"user","content":"hi"}]}""");
        Assert.StartsWith("""{"choices":[],"created":0,"id":"",""", events[0].Data, StringComparison.Ordinal);
        Assert.Contains("content_filter_results", events[1].Data, StringComparison.Ordinal);
        var whole = (await _rig.PostAsync("/azure/openai/v1/chat/completions", """{"model":"echo","messages":[{"role":"user","content":"hi"}]}""")).Json;
        Assert.True(whole.TryGetProperty("prompt_filter_results", out _));
    }

    [Theory]
    [InlineData("grant_type=client_credentials&client_id=application&client_secret=secret&scope=https://cognitiveservices.azure.com/.default", 200)]
    [InlineData("grant_type=client_credentials&client_id=application&client_secret=wrong&scope=https://cognitiveservices.azure.com/.default", 401)]
    [InlineData("grant_type=client_credentials&client_id=nobody&client_secret=secret&scope=https://cognitiveservices.azure.com/.default", 400)]
    [InlineData("grant_type=client_credentials&client_id=application&client_secret=secret&scope=x", 400)]
    [InlineData("grant_type=password", 400)]
    public async Task Entra_gives_tokens_to_the_applications_it_knows(string form, int status)
    {
        using var reply = await PostFormAsync("/azure/tenant/oauth2/v2.0/token", form);
        Assert.Equal(status, (int)reply.StatusCode);
    }

    [Fact]
    public async Task A_token_is_good_for_its_cloud_and_its_time()
    {
        UseToken(await TokenAsync(Assertion()));
        Assert.Equal(200, (await _rig.PostAsync(Claude, Message)).Status);
        Assert.Equal(401, (await _rig.PostAsync(Azure + "?api-version=2024-10-21", Chat)).Status);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(401, (await _rig.PostAsync(Claude, Message)).Status);
    }

    [Fact]
    public async Task Google_believes_what_the_account_signed_and_nothing_else()
    {
        using var strangers = RSA.Create(2048);
        string[] wrong =
        [
            "", "a.b", "a.b.c", Assertion(key: strangers), Assertion(issuer: "b@tests"), Assertion(audience: "https://else"),
            Assertion(life: 3601), Assertion(age: 4000), Assertion(age: -60), Assertion()[..^4] + "AAAA",
        ];
        foreach (var assertion in wrong)
        {
            using var reply = await PostFormAsync("/vertex/token", $"grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion={assertion}");
            Assert.Equal(400, (int)reply.StatusCode);
            Assert.Contains("invalid_grant", await reply.Content.ReadAsStringAsync(_rig.Bound), StringComparison.Ordinal);
        }

        Assert.Equal(0, _rig.Server.TokensIssued);
    }

    [Theory]
    [InlineData("""{"max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("""{"anthropic_version":"vertex-2023-10-16","model":"echo","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("""{"anthropic_version":"vertex-2023-10-16","stream":true,"max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("""{"anthropic_version":"vertex-2023-10-16","messages":[{"role":"user","content":"hi"}]}""")]
    public async Task Vertex_wants_the_version_and_no_model(string body)
    {
        UseToken(await TokenAsync(Assertion()));
        Assert.Equal(400, (await _rig.PostAsync(Claude, body)).Status);
    }

    [Theory]
    [InlineData("interleaved-thinking-2025-05-14", null)]
    [InlineData("interleaved-thinking-2025-05-14,effort-2025-11-24, x", "Unexpected value(s) `effort-2025-11-24`, `x` for the `anthropic-beta` header")]
    public async Task Vertex_refuses_betas_that_it_does_not_know(string betas, string? reason)
    {
        UseToken(await TokenAsync(Assertion()));
        _rig.Client.DefaultRequestHeaders.Add("anthropic-beta", betas);
        var reply = await _rig.PostAsync(Claude, Message);
        Assert.Equal(reason is null ? 200 : 400, reply.Status);
        Assert.Contains(reason ?? "", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vertex_has_Gemini_too_which_refuses_in_Googles_words()
    {
        const string Gemini = "/vertex/v1/projects/p/locations/global/publishers/google/models/gemini-3-flash:echo";
        const string Body = """{"contents":[{"parts":[{"text":"one two"}]}]}""";
        var refused = await _rig.PostAsync(Gemini + ":generateContent", Body);
        UseToken(await TokenAsync(Assertion()));
        var whole = await _rig.PostAsync(Gemini + ":generateContent", Body);
        var chunks = await _rig.StreamAsync(Gemini + ":streamGenerateContent?alt=sse", Body);
        var wrong = await _rig.PostAsync(Gemini + ":generateContent", """{"messages":[]}""");

        Assert.Equal((401, "UNAUTHENTICATED"), (refused.Status, refused.Json.TextAt("error.status")));
        Assert.Equal("one two", whole.Json.TextAt("candidates.0.content.parts.0.text"));
        Assert.Equal(3, chunks.Count);
        Assert.Equal((400, "INVALID_ARGUMENT"), (wrong.Status, wrong.Json.TextAt("error.status")));
        Assert.Equal(404, (await _rig.PostAsync(Gemini + ":rawPredict", Body)).Status);
    }

    private void UseKey()
    {
        _rig.Client.DefaultRequestHeaders.Authorization = null;
        _rig.Client.DefaultRequestHeaders.Add("api-key", "good");
    }

    private void UseToken(string token) => _rig.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    private async Task<string> TokenAsync(string assertion)
    {
        using var reply = await PostFormAsync("/vertex/token", $"grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion={assertion}");
        var text = await reply.Content.ReadAsStringAsync(_rig.Bound);
        return System.Text.Json.JsonElement.Parse(text).GetProperty("access_token").GetString()!;
    }

    private Task<HttpResponseMessage> PostFormAsync(string path, string form) =>
        _rig.Client.PostAsync(path, new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded"), _rig.Bound);

    private string Assertion(
        RSA? key = null, string issuer = Account, string audience = "https://oauth2.googleapis.com/token", int life = 3600, int age = 0)
    {
        var begins = _time.GetUtcNow().ToUnixTimeSeconds() - age;
        var signed = Part("""{"alg":"RS256","typ":"JWT"}""") + "." + Part(
            $$"""{"iss":"{{issuer}}","scope":"https://www.googleapis.com/auth/cloud-platform","aud":"{{audience}}","iat":{{begins}},"exp":{{begins + life}}}""");
        var signature = (key ?? _key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
