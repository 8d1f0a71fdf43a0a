using System.Text.Json;
using Headgate.EndToEnd.Worlds;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Clouds;

/// <summary>What the SDKs' scenarios do not come to: the classic API, the other kind of client, refused accounts, Azure's own clients.</summary>
public sealed class CloudTests(CloudWorld world) : IDisposable
{
    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_classic_api_is_called_by_deployment_with_the_key(bool stream)
    {
        var (status, text, record) = await CallAsync("/v1/chat/completions", TestCall.Chat("classic/gpt-5-mini", stream: stream));
        Assert.Equal(200, status);
        var call = CallOf(record);
        Assert.Equal("/azure/openai/deployments/my-deployment/chat/completions?api-version=2025-04-01-preview", call.PathAndQuery);
        Assert.Equal((CloudWorld.AzureKey, null), (call.Header("api-key"), call.Header("authorization")));
        Assert.Contains("prompt_filter_results", text, StringComparison.Ordinal);
        Assert.Equal(3, record.Usage!.Output);
    }

    [Theory]
    [InlineData("classic/gpt-5-mini", false)]
    [InlineData("azure/echo", true)]
    public async Task A_claude_client_is_answered_by_azure(string model, bool stream)
    {
        var (status, text, record) = await CallAsync("/v1/messages", TestCall.Message(model, stream: stream));
        Assert.Equal(200, status);
        Assert.Contains("end_turn", text, StringComparison.Ordinal);
        Assert.Equal(3, record.Usage!.Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_chat_client_is_answered_by_claude_on_vertex(bool stream)
    {
        var (status, text, record) = await CallAsync("/v1/chat/completions", TestCall.Chat(world.ClaudeModel("echo"), stream: stream));
        Assert.Equal(200, status);
        Assert.Contains("\"finish_reason\":\"stop\"", text, StringComparison.Ordinal);
        Assert.Equal(3, record.Usage!.Output);
        Assert.EndsWith(stream ? ":streamRawPredict" : ":rawPredict", CallOf(record).PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/messages", "interleaved-thinking-2025-05-14", new[] { "anthropic-beta[effort-2025-11-24]" })]
    [InlineData(
        "/v1/messages/count_tokens", null, new[] { "anthropic-beta[interleaved-thinking-2025-05-14]", "anthropic-beta[effort-2025-11-24]" })]
    public async Task Claude_on_vertex_is_told_the_betas_that_google_knows(string path, string? told, string[] lost)
    {
        var (status, _, record) = await CallAsync(
            path, TestCall.Message(world.ClaudeModel("echo")), "interleaved-thinking-2025-05-14,effort-2025-11-24");
        Assert.Equal(200, status);
        Assert.Equal(told, CallOf(record).Header("anthropic-beta"));
        Assert.Equal(lost, record.Losses.Select(loss => loss.Split(' ', ':')[0]));
    }

    [Theory]
    [InlineData("/v1/chat/completions", false)]
    [InlineData("/v1/chat/completions", true)]
    [InlineData("/v1/messages", true)]
    public async Task A_client_of_another_kind_is_answered_by_gemini_on_vertex(string path, bool stream)
    {
        var model = world.GeminiModel("echo");
        var isChat = path.EndsWith("completions", StringComparison.Ordinal);
        var (status, text, record) = await CallAsync(path, isChat ? TestCall.Chat(model, stream: stream) : TestCall.Message(model, stream: stream));
        Assert.Equal(200, status);
        Assert.Contains(isChat ? "\"finish_reason\":\"stop\"" : "end_turn", text, StringComparison.Ordinal);
        Assert.Equal(3, record.Usage!.Output);
        Assert.Contains("/publishers/google/models/gemini-3-flash", CallOf(record).PathAndQuery, StringComparison.Ordinal);
        Assert.EndsWith(stream ? ":streamGenerateContent?alt=sse" : ":generateContent", CallOf(record).PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filtered_content_is_a_reason_to_ask_another_where_the_operator_says_so()
    {
        var (status, _, record) = await CallAsync("/v1/chat/completions", TestCall.Chat("chosen"));
        Assert.Equal(200, status);
        Assert.Equal(["content_filtered", null], record.Attempts.Select(attempt => attempt.Fault));
    }

    [Fact]
    public async Task An_account_that_google_does_not_know_is_the_gateways_fault()
    {
        var (status, text, record) = await CallAsync("/v1/messages", TestCall.Message("stranger/claude-sonnet-4-5:echo"));
        Assert.Equal(502, status);
        Assert.DoesNotContain("Google", text, StringComparison.Ordinal);
        Assert.Contains("Google gave no access token (400, invalid_grant)", Assert.Single(record.Attempts).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/openai/deployments/azure/echo/chat/completions?api-version=2024-10-21")]
    [InlineData("/openai/deployments/azure%2Fecho/chat/completions?api-version=2024-10-21")]
    public async Task The_path_of_azures_clients_names_the_model(string path)
    {
        foreach (var body in new[] { """{"messages":[{"role":"user","content":"hi"}]}""", TestCall.Chat("no-such-model") })
        {
            var (status, _, record) = await CallAsync(path, body);
            Assert.Equal(200, status);
            Assert.Equal(("azure/echo", "azure/echo"), (record.Model, record.Target));
            Assert.Equal("echo", JsonElement.Parse(CallOf(record).Body.Span).GetProperty("model").GetString());
        }
    }

    private SimulatedCall CallOf(RequestRecord record) =>
        Assert.Single(world.Simulator.Calls, call => call.Id == record.VendorRequestId);

    private async Task<(int Status, string Text, RequestRecord Record)> CallAsync(string path, string body, string? betas = null)
    {
        using var request = TestCall.To(world.BaseUrl, path, body);
        if (betas is not null)
            request.Headers.Add("anthropic-beta", betas);
        using var response = await _client.SendAsync(request, Bound.Token());
        var text = await response.Content.ReadAsStringAsync(Bound.Token());
        var record = await world.RecordAsync(response.Headers.GetValues("x-headgate-request-id").Single());
        return ((int)response.StatusCode, text, record);
    }
}
