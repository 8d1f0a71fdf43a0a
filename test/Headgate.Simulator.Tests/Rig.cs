using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Headgate.Simulator.Calls;

namespace Headgate.Simulator.Tests;

/// <summary>A simulator on a free port and a bare HTTP client for it: the streams are parsed by hand.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private readonly CancellationTokenSource _bound = new(TimeSpan.FromSeconds(30));

    private Rig(SimulatorServer server)
    {
        Server = server;
        // A caller that disposes of a response leaves at once, where the handler would first drain it for 2 s.
        var handler = new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero };
        Client = new HttpClient(handler) { BaseAddress = server.BaseAddress };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk-good");
        Client.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
    }

    public SimulatorServer Server { get; }

    public HttpClient Client { get; }

    /// <summary>Cancels whatever a test waits for after 30 s.</summary>
    public CancellationToken Bound => _bound.Token;

    public static async Task<Rig> StartAsync(SimulatorOptions? options = null) => new(await SimulatorServer.StartAsync(options));

    public async Task<Reply> PostAsync(string path, string body)
    {
        using var response = await SendAsync(path, body);
        var text = await response.Content.ReadAsStringAsync(Bound);
        return new Reply((int)response.StatusCode, response.Headers, text);
    }

    public async Task<Reply> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path, Bound);
        return new Reply((int)response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync(Bound));
    }

    public async Task<List<Sse>> StreamAsync(string path, string body)
    {
        using var response = await SendAsync(path, body);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return Sse.Parse((await response.Content.ReadAsStringAsync(Bound)).ReplaceLineEndings("\n"));
    }

    /// <summary>Sends and returns as soon as the headers are there; dispose to leave.</summary>
    public Task<HttpResponseMessage> SendAsync(string path, string body) => SendUntilAsync(path, body, CancellationToken.None);

    /// <summary>The same; cancel to leave before the headers.</summary>
    public async Task<HttpResponseMessage> SendUntilAsync(string path, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Bound, cancellationToken);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
    }

    public Task<SimulatedCall> NextCallAsync() => Server.NextCallAsync(null, Bound);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _bound.Dispose();
    }

    internal sealed record Reply(int Status, HttpResponseHeaders Headers, string Text)
    {
        public JsonElement Json => JsonElement.Parse(Text);

        public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
    }

    internal sealed record Sse(string? Name, string Data)
    {
        public JsonElement Json => JsonElement.Parse(Data);

        public static List<Sse> Parse(string text)
        {
            Assert.EndsWith("\n\n", text, StringComparison.Ordinal);
            return [.. text[..^2].Split("\n\n").Select(ParseOne)];
        }

        private static Sse ParseOne(string block)
        {
            var lines = block.Split('\n');
            var name = lines[0].StartsWith("event: ", StringComparison.Ordinal) ? lines[0]["event: ".Length..] : null;
            var data = lines[^1];
            Assert.StartsWith("data: ", data, StringComparison.Ordinal);
            Assert.Equal(name is null ? 1 : 2, lines.Length);
            return new Sse(name, data["data: ".Length..]);
        }
    }
}
