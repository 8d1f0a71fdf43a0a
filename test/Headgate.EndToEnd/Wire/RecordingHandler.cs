namespace Headgate.EndToEnd.Wire;

/// <summary>Sits below a .NET SDK and notes each call it makes, retries included, without changing it.</summary>
internal sealed class RecordingHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly List<WireExchange> _exchanges = [];

    public IReadOnlyList<WireExchange> Exchanges => _exchanges;

    public HttpClient ToClient() => new(this, disposeHandler: true);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
            await content.LoadIntoBufferAsync(cancellationToken);
        var exchange = new WireExchange
        {
            Method = request.Method.Method,
            Path = request.RequestUri!.AbsolutePath,
            Body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken),
        };
        _exchanges.Add(exchange);
        var reply = await base.SendAsync(request, cancellationToken);
        exchange.Status = (int)reply.StatusCode;
        foreach (var header in reply.Headers.Concat(reply.Content.Headers))
            exchange.ReplyHeaders[header.Key] = string.Join(", ", header.Value);
        return reply;
    }
}
