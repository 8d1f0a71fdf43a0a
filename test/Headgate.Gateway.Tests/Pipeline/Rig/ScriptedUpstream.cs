using System.Net;
using System.Text;
using System.Threading.Channels;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Connections;

namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>A vendor that does what the test says, call by call.</summary>
internal sealed class ScriptedUpstream : HttpMessageHandler, IUpstreamConnections
{
    private readonly Queue<Func<SentCall, CancellationToken, Task<HttpResponseMessage>>> _script = new();
    private readonly Channel<SentCall> _arrivals = Channel.CreateUnbounded<SentCall>();

    public List<SentCall> Calls { get; } = [];

    public HttpMessageInvoker For(Endpoint endpoint, Credential credential) => new(this, disposeHandler: false);

    /// <summary>What strangers' servers have.</summary>
    public ScriptedFiles Files { get; } = new();

    public HttpMessageInvoker ForStranger(Uri url) => new(Files, disposeHandler: false);

    public ScriptedUpstream Then(Func<SentCall, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    public ScriptedUpstream Answers(string json, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers) =>
        Then((_, _) => Task.FromResult(Reply(status, new StringContent(json, Encoding.UTF8, "application/json"), headers)));

    public ScriptedUpstream Streams(Stream stream) => Then((_, _) => Task.FromResult(StreamReply(stream)));

    public ScriptedUpstream Streams(string events) => Streams(new MemoryStream(Encoding.UTF8.GetBytes(events)));

    public ScriptedUpstream Breaks() => Then((_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError));

    /// <summary>Takes the call and never answers.</summary>
    public ScriptedUpstream Hangs() => Then(async (_, cancellation) =>
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        throw new InvalidOperationException("unreachable");
    });

    public async Task<SentCall> NextCallAsync() => await _arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit);

    protected override void Dispose(bool disposing)
    {
        Files.Dispose();
        base.Dispose(disposing);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpContent content = request.Content ?? new ByteArrayContent([]);
        var call = new SentCall(
            request.RequestUri!,
            request.Headers.Concat(content.Headers).ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value)),
            await content.ReadAsByteArrayAsync(cancellationToken));
        Calls.Add(call);
        _arrivals.Writer.TryWrite(call);
        return await _script.Dequeue()(call, cancellationToken);
    }

    private static HttpResponseMessage StreamReply(Stream stream)
    {
        var content = new StreamContent(stream);
        content.Headers.ContentType = new("text/event-stream");
        return Reply(HttpStatusCode.OK, content, []);
    }

    private static HttpResponseMessage Reply(HttpStatusCode status, HttpContent content, (string Name, string Value)[] headers)
    {
        var reply = new HttpResponseMessage(status) { Content = content };
        foreach ((string name, string value) in headers)
        {
            reply.Headers.TryAddWithoutValidation(name, value);
        }

        return reply;
    }
}
