using Headgate.EndToEnd.Sdk.Node;
using Headgate.EndToEnd.Worlds;
using Headgate.Simulator;

namespace Headgate.EndToEnd.Processes.Replays;

/// <summary>A real client that repeats its requests, before and after the gateway is killed.</summary>
[Collection(nameof(Alone))]
public sealed class ReplayTests
{
    [Fact]
    public async Task The_sdk_gets_its_answers_again_and_nothing_is_asked_twice_of_the_vendor()
    {
        await using var simulator = await SimulatorServer.StartAsync();
        using var folder = new TemporaryFolder();
        await using (var gateway = await GatewayProcess.ServeAsync(folder, GatewayConfig.Head(simulator.BaseAddress)))
        {
            await RunAsync(gateway, "first");
            Assert.Equal(3, simulator.Calls.Count);
            await gateway.KillAsync();
        }

        await using var next = await GatewayProcess.ServeAsync(folder, GatewayConfig.Head(simulator.BaseAddress));
        await RunAsync(next, "killed");
        Assert.Equal(4, simulator.Calls.Count);
        Assert.Equal(4, simulator.Calls.Select(call => call.Header("idempotency-key")).Distinct().Count());
        Assert.All(simulator.Calls, call => Assert.StartsWith("headgate-", call.Header("idempotency-key"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"claude/echo","messages":[{"role":"user","content":"one two"}],"stream":true}""")]
    [InlineData("/v1/completions", """{"model":"openai/echo","prompt":"one two"}""")]
    [InlineData("/v1/responses", """{"model":"openai/echo","input":"one two","stream":true}""")]
    [InlineData("/v1/embeddings", """{"model":"openai/echo","input":"one two"}""")]
    [InlineData("/v1/messages", """{"model":"claude/echo","max_tokens":100,"messages":[{"role":"user","content":"one two"}]}""")]
    [InlineData("/v1beta/models/gemini/echo:generateContent", """{"contents":[{"role":"user","parts":[{"text":"one two"}]}]}""")]
    [InlineData("/v1beta/models/gemini/echo:streamGenerateContent", """{"contents":[{"role":"user","parts":[{"text":"one two"}]}]}""")]
    [InlineData("/v1beta/models/gemini/echo:streamGenerateContent?alt=sse", """{"contents":[{"role":"user","parts":[{"text":"one two"}]}]}""")]
    public async Task Each_protocols_answer_is_given_again_byte_for_byte_and_the_record_says_of_whom(string path, string body)
    {
        await using var simulator = await SimulatorServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(GatewayConfig.Head(simulator.BaseAddress));
        using var http = new HttpClient();

        var first = await AskAsync();
        var second = await AskAsync();

        Assert.Equal((first.Status, first.Type, first.Body), (second.Status, second.Type, second.Body));
        Assert.Equal(200, first.Status);
        Assert.Single(simulator.Calls);
        var (record, replay) = (await gateway.RecordAsync(first.Id), await gateway.RecordAsync(second.Id));
        Assert.Equal((null, first.Id), (record.ReplayOf, replay.ReplayOf));
        Assert.Equal(Gateway.Pricing.Money.Zero, replay.Cost);
        Assert.Null(replay.Usage);

        async Task<(int Status, string? Type, string Body, string Id)> AskAsync()
        {
            using var request = TestCall.To(gateway.BaseUrl, path, body);
            request.Headers.Add("Idempotency-Key", "once");
            using var response = await http.SendAsync(request, Bound.Token());
            var text = await response.Content.ReadAsStringAsync(Bound.Token());
            var id = Assert.Single(response.Headers.GetValues("x-headgate-request-id"));
            await gateway.RecordAsync(id); // it has ended
            return ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), text, id);
        }
    }

    private static Task RunAsync(GatewayProcess gateway, string phase) =>
        NodeScript.RunAsync("openai-replay.mjs", ("BASE_URL", gateway.BaseUrl), ("API_KEY", GatewayConfig.Key), ("PHASE", phase));
}
