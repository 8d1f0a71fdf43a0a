using Headgate.EndToEnd.Wire;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Fidelity;

/// <summary>What arrives at the vendor is what the client sent, byte for byte, but for the permitted edits.</summary>
public sealed class RequestFidelityTests(FidelityWorld world) : IClassFixture<FidelityWorld>
{
    private const int Seeds = 25;

    public static TheoryData<int> AllSeeds() => [.. Enumerable.Range(1, Seeds)];

    [Theory]
    [MemberData(nameof(AllSeeds))]
    public async Task Odd_bodies_arrive_as_they_were(int seed)
    {
        var odd = new OddJson(seed);
        var messages = $"\"messages\"{odd.Space()}:[{odd.Space()}{{\"role\":\"user\"{odd.Space()},\"content\":{odd.Text(60)}}}]";

        await ArrivesAsync("/v1/chat/completions", "lorem-1", odd.Body(odd.Pick(Models("openai")), messages));
        await ArrivesAsync("/v1/chat/completions", "lorem-1", odd.Body(odd.Pick(Models("openai")), messages, "\"stream\" : true"));
        await ArrivesAsync("/v1/messages", "lorem-1", odd.Body(odd.Pick(Models("claude")), messages, "\"max_tokens\":10"));
        await ArrivesAsync("/v1/responses", "lorem-1", odd.Body(odd.Pick(Models("openai")), $"\"input\":{odd.Text(60)}"));
        await ArrivesAsync("/v1/embeddings", "lorem-1", odd.Body(odd.Pick(Models("openai")), $"\"input\":{odd.Text(60)}"));
    }

    [Theory]
    [InlineData("\"stream_options\":null")]
    [InlineData("\"stream_options\":{}")]
    [InlineData("\"stream_options\": { \"include_obfuscation\" : false }")]
    [InlineData("\"stream_options\":{\"include_usage\":false,\"x\":[1.0]}")]
    [InlineData("\"stream_options\":{ \"include\\u005fusage\" : true }")]
    [InlineData("\"stream\\u005foptions\":{\"include_usage\":false}")]
    public async Task Usage_is_asked_for_within_the_options_there_are(string options)
    {
        var body = $$"""{"model":"openai/lorem-1",{{options}} ,"stream":true,"messages":[{"role":"user","content":"x"}]}""";

        await ArrivesAsync("/v1/chat/completions", "lorem-1", System.Text.Encoding.UTF8.GetBytes(body));
    }

    [Theory]
    [InlineData("\"store\" : true")]
    [InlineData("\"store\":null")]
    [InlineData("\"\\u0073tore\":true")]
    public async Task Whether_it_is_stored_is_the_clients_to_say(string store)
    {
        var body = $$"""{ {{store}},"model":"openai/lorem-1", "input":"x" }""";

        await ArrivesAsync("/v1/responses", "lorem-1", System.Text.Encoding.UTF8.GetBytes(body));
    }

    [Theory]
    [InlineData(64 << 10)]
    [InlineData(1 << 20)]
    [InlineData(5 << 20)]
    public async Task Large_bodies_arrive_as_they_were(int bytes)
    {
        var odd = new OddJson(bytes);
        var text = odd.Text(bytes / 2);
        var messages = $"\"messages\":[{{\"role\":\"user\",\"content\":{text}}}]";

        await ArrivesAsync("/v1/chat/completions", "lorem-1", odd.Body("\"model\":\"openai/lorem-1\"", messages));
        await ArrivesAsync("/v1/messages", "lorem-1", odd.Body("\"model\":\"claude/lorem-1\"", messages, "\"max_tokens\":10"));
    }

    /// <summary>The same name, as plain as can be and as odd as JSON allows.</summary>
    private static string[] Models(string provider) =>
        [$"\"model\":\"{provider}/lorem-1\"", $"\"mod\\u0065l\" : \"{provider}\\/lorem-1\"", $"\"model\"\n:\"{provider}/l\\u006frem-1\""];

    private async Task ArrivesAsync(string path, string upstreamModel, byte[] body)
    {
        var limit = Bound.Token();
        using var request = TestCall.To(world.Gateway.BaseUrl, path, body);
        var id = Guid.CreateVersion7().ToString();
        request.Headers.Add("x-client-request-id", id);

        using var response = await world.Client.SendAsync(request, limit);
        var answer = await response.Content.ReadAsStringAsync(limit);

        Assert.True(response.IsSuccessStatusCode, answer);
        var call = Assert.Single(world.Simulator.Calls, call => call.Header("x-client-request-id") == id);
        var exchange = new WireExchange { Method = "POST", Path = path, Body = body };
        Assert.Equal(UpstreamCheck.Expected(exchange, upstreamModel), call.Body.ToArray());
    }
}
