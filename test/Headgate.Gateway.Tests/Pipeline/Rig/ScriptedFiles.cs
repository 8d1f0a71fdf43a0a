using System.Collections.Concurrent;
using System.Net;

namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>Strangers' servers: files by URL, and what the gateway asked of them.</summary>
internal sealed class ScriptedFiles : HttpMessageHandler
{
    private readonly Dictionary<string, Func<CancellationToken, Task<HttpResponseMessage>>> _files = [];
    private int _open;
    private int _mostOpen;

    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The most requests that were open at once.</summary>
    public int MostOpen => _mostOpen;

    public void Add(string url, byte[] bytes, string? type = null, TimeSpan? after = null) => Add(url, async cancellation =>
    {
        await Task.Delay(after ?? TimeSpan.Zero, cancellation);
        var reply = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };
        reply.Content.Headers.TryAddWithoutValidation("content-type", type);
        return reply;
    });

    public void Add(string url, Func<CancellationToken, Task<HttpResponseMessage>> reply) => _files[url] = reply;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Enqueue(request.RequestUri!.OriginalString);
        int open = Interlocked.Increment(ref _open);
        InterlockedMax(ref _mostOpen, open);
        try
        {
            return _files.TryGetValue(request.RequestUri.OriginalString, out Func<CancellationToken, Task<HttpResponseMessage>>? reply)
                ? await reply(cancellationToken)
                : new HttpResponseMessage(HttpStatusCode.NotFound);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private static void InterlockedMax(ref int place, int value)
    {
        int seen = Volatile.Read(ref place);
        while (seen < value && Interlocked.CompareExchange(ref place, value, seen) is var found && found != seen)
        {
            seen = found;
        }
    }
}
