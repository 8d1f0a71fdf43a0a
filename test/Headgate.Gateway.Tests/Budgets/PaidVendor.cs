using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Gateway.Tests.Pipeline.Simulation;

namespace Headgate.Gateway.Tests.Budgets;

/// <summary>
/// Vendors that answer, fail, break off or hang by chance, and keep an account of their own: what each request has used, at the prices that the
/// test's config names, worked out in another way than the gateway's.
/// </summary>
/// <param name="seed">The chance.</param>
/// <param name="prices">Dollars per million tokens sent and answered, by host.</param>
/// <param name="met">Told whose call it is, of each before it is answered.</param>
/// <param name="time">The clock that their pauses go by; without one, calls interleave as the threads do.</param>
internal sealed class PaidVendor(int seed, IReadOnlyDictionary<string, (decimal Input, decimal Output)> prices, Action<string> met, VirtualTime? time = null)
    : HttpMessageHandler, IUpstreamConnections
{
    private readonly ConcurrentDictionary<string, long> _paid = new();
    private int _calls;

    /// <summary>Calls made.</summary>
    public int Calls => _calls;

    /// <summary>True once nobody is there to be answered: what is asked from now on is asked by a process that has ended.</summary>
    public bool IsDeserted { get; set; }

    /// <summary>True when all calls are answered, and whole.</summary>
    public bool IsWell { get; set; }

    public HttpMessageInvoker For(Endpoint endpoint, Credential credential) => new(this, disposeHandler: false);

    public HttpMessageInvoker ForStranger(Uri url) => throw new NotSupportedException();

    /// <summary>The nano-dollars that a request has come to, as far as its client was told.</summary>
    public long PaidFor(string request) => _paid.GetValueOrDefault(request);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Random random = new(seed ^ (Interlocked.Increment(ref _calls) * 7919));
        string text = await request.Content!.ReadAsStringAsync(cancellationToken);
        met(RequestOf(request));
        await PauseAsync(random, cancellationToken);
        if (IsDeserted)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError);
        }

        using JsonDocument body = JsonDocument.Parse(text);
        int most = body.RootElement.GetProperty("max_tokens").GetInt32();
        bool isStream = body.RootElement.TryGetProperty("stream", out JsonElement stream) && stream.GetBoolean();
        // Tokens are of what was said: members that the gateway added are none.
        int said = body.RootElement.GetProperty("messages").GetRawText().Length;
        (int sent, int answered) = (random.Next(1, said + 1), random.Next(1, most + 1));
        switch (IsWell ? 9 : random.Next(10))
        {
            case 0:
                return new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new StringContent("{}") };
            case 1:
                await HangAsync(cancellationToken);
                throw new InvalidOperationException("unreachable");
            case 2 when isStream:
                return Stream(random, [Chunk("half an ans")]);
            default:
                Charge(request, sent, answered);
                string usage = $$"""{"prompt_tokens":{{sent}},"completion_tokens":{{answered}},"total_tokens":{{sent + answered}}}""";
                return isStream ? Stream(random, [Chunk("hi"), End(usage)]) : Reply("application/json", new StringContent(Whole(usage)));
        }
    }

    private void Charge(HttpRequestMessage request, int sent, int answered)
    {
        (decimal input, decimal output) = prices[request.RequestUri!.Host];
        decimal nano = decimal.Round(((sent * input) + (answered * output)) * 1000, 0, MidpointRounding.ToEven);
        _paid.AddOrUpdate(RequestOf(request), (long)nano, (_, before) => before + (long)nano);
    }

    private static string RequestOf(HttpRequestMessage request) => request.Headers.GetValues("x-client-request-id").Single();

    private async Task PauseAsync(Random random, CancellationToken cancellation)
    {
        if (time is not null)
        {
            await time.WaitAsync(TimeSpan.FromMilliseconds(random.Next(2_000)), cancellation);
            return;
        }

        for (int turns = random.Next(8); turns > 0; turns--)
        {
            await Task.Yield();
        }
    }

    private Task HangAsync(CancellationToken cancellation) =>
        time?.WaitAsync(Timeout.InfiniteTimeSpan, cancellation) ?? Task.Delay(Timeout.Infinite, cancellation);

    private HttpResponseMessage Stream(Random random, string[] pieces) => Reply("text/event-stream", time is null
        ? new StringContent(string.Concat(pieces))
        : new StreamContent(new VirtualStream(pieces.Select(piece => (TimeSpan.FromMilliseconds(random.Next(500)), piece)), breaks: false, time)));

    private static HttpResponseMessage Reply(string type, HttpContent content)
    {
        content.Headers.ContentType = new(type);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private static string Chunk(string text) => Event(
        $$$"""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"{{{text}}}"},"finish_reason":null}]}""");

    private static string End(string usage) =>
        Event("""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""")
        + Event("""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":""" + usage + "}")
        + Event("[DONE]");

    private static string Whole(string usage) =>
        """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","logprobs":null,"""
        + """ "message":{"role":"assistant","content":"hi","refusal":null}}],"usage":""" + usage + "}";

    private static string Event(string data) => $"data: {data}\n\n";
}
