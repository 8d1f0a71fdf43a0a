using System.Net.Http.Headers;
using System.Text;
using Headgate.EndToEnd.Faults;
using Headgate.EndToEnd.Worlds;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Crosswise;

/// <summary>What gateways are known to get wrong on the wire, between each kind of client and each kind of vendor.</summary>
public sealed class PitfallTests(CrossingWorld world) : IClassFixture<CrossingWorld>
{
    private const string Chat = "/v1/chat/completions";
    private const string Messages = "/v1/messages";

    [Theory]
    [InlineData(Chat, "openai", "cut")]
    [InlineData(Chat, "openai", "malformed")]
    [InlineData(Chat, "openai", "error")]
    [InlineData(Chat, "claude", "cut")]
    [InlineData(Chat, "claude", "malformed")]
    [InlineData(Chat, "claude", "error")]
    [InlineData(Messages, "openai", "cut")]
    [InlineData(Messages, "openai", "malformed")]
    [InlineData(Messages, "openai", "error")]
    [InlineData(Messages, "claude", "cut")]
    [InlineData(Messages, "claude", "malformed")]
    [InlineData(Messages, "claude", "error")]
    public async Task Pitfall_13_a_stream_that_breaks_ends_in_an_error_and_in_no_finish(string path, string vendor, string fault)
    {
        var reply = await world.CallAsync(path, Body(path, $"{vendor}/{fault}-after-5", stream: true));

        var said = SaidInReply.Read(reply.Text);
        Assert.Equal((200, true), (reply.Status, said.Text.Length > 0));
        Assert.NotNull(said.Error);
        Assert.False(said.IsFinished);
        Assert.Single(reply.Calls);
    }

    [Theory]
    [InlineData(Chat, "openai")]
    [InlineData(Chat, "claude")]
    [InlineData(Messages, "openai")]
    [InlineData(Messages, "claude")]
    public async Task Pitfall_27_a_stream_is_neither_compressed_nor_held_back(string path, string vendor)
    {
        var id = Guid.CreateVersion7().ToString();
        using var request = Compressible(path, $"{vendor}/hold-after-5", stream: true);
        request.Headers.Add("x-client-request-id", id);

        using var response = await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Bound.Token());
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Bound.Token()));
        var call = Assert.Single(world.Simulator.Calls, call => call.Header("x-client-request-id") == id);
        // The vendor has said no more than this much, and waits.
        await call.WhenAsync(call => call.State == CallState.Held, Bound.Token());
        var said = "";
        while (SaidInReply.Read(said).Text.Length == 0)
            said += await EventAsync(reader);

        Assert.Equal(CallState.Held, call.State);
        call.Release();
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.CacheControl!.NoCache);
        Assert.Equal(["no"], response.Headers.GetValues("x-accel-buffering"));
        Assert.Equal("identity", call.Header("accept-encoding"));
    }

    [Theory]
    [InlineData(Chat, "openai")]
    [InlineData(Chat, "claude")]
    [InlineData(Messages, "openai")]
    [InlineData(Messages, "claude")]
    public async Task Pitfall_27_nor_is_a_whole_reply(string path, string vendor)
    {
        using var request = Compressible(path, $"{vendor}/echo", stream: false);

        using var response = await world.Client.SendAsync(request, Bound.Token());

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Contains("one two three", await response.Content.ReadAsStringAsync(Bound.Token()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Chat, "openai", "authorization")]
    [InlineData(Chat, "openai", "x-api-key")]
    [InlineData(Chat, "claude", "authorization")]
    [InlineData(Chat, "claude", "x-api-key")]
    [InlineData(Messages, "openai", "authorization")]
    [InlineData(Messages, "openai", "x-api-key")]
    [InlineData(Messages, "claude", "authorization")]
    [InlineData(Messages, "claude", "x-api-key")]
    public async Task Pitfall_28_the_clients_key_never_goes_to_a_vendor(string path, string vendor, string header)
    {
        var call = await CallOfAsync(path, vendor, request =>
        {
            request.Headers.Remove("Authorization");
            request.Headers.Add(header, header == "authorization" ? $"Bearer {GatewayConfig.Key}" : GatewayConfig.Key);
        });

        UpstreamCheck.Headers(call, GatewayConfig.Key);
        Assert.Equal(-1, call.Body.Span.IndexOf(Encoding.UTF8.GetBytes(GatewayConfig.Key)));
    }

    [Theory]
    [InlineData(Messages, "claude", "files-api-2025-04-14, x-2026")]
    [InlineData(Messages, "openai", null)]
    [InlineData(Chat, "claude", null)]
    public async Task Pitfall_29_betas_go_to_vendors_of_the_clients_own_protocol(string path, string vendor, string? betas)
    {
        var call = await CallOfAsync(path, vendor, request => request.Headers.Add("anthropic-beta", "files-api-2025-04-14, x-2026"));

        Assert.Equal(betas, call.Header("anthropic-beta"));
    }

    private static async Task<string> EventAsync(StreamReader reader)
    {
        var lines = "";
        while (Assert.IsType<string>(await reader.ReadLineAsync(Bound.Token())) is { Length: > 0 } line)
            lines += line + "\n";
        return lines + "\n";
    }

    private async Task<SimulatedCall> CallOfAsync(string path, string vendor, Action<HttpRequestMessage> change)
    {
        var id = Guid.CreateVersion7().ToString();
        using var request = TestCall.To(world.Gateway.BaseUrl, path, Body(path, $"{vendor}/echo", stream: false));
        request.Headers.Add("x-client-request-id", id);
        change(request);
        using var response = await world.Client.SendAsync(request, Bound.Token());
        Assert.True(response.IsSuccessStatusCode);
        return Assert.Single(world.Simulator.Calls, call => call.Header("x-client-request-id") == id);
    }

    private HttpRequestMessage Compressible(string path, string model, bool stream)
    {
        var request = TestCall.To(world.Gateway.BaseUrl, path, Body(path, model, stream));
        foreach (var coding in new[] { "gzip", "br", "zstd", "deflate" })
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(coding));
        return request;
    }

    private static string Body(string path, string model, bool stream) =>
        path == Messages ? TestCall.Message(model, stream: stream) : TestCall.Chat(model, stream: stream);
}
