using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Headgate.Gateway.Pipeline.Exchange;
using Microsoft.AspNetCore.Http.Features;

namespace Headgate.Server.DataPlane;

/// <summary>The way back to the client, on the web server's own response pipe: what is written is sent from where it was written.</summary>
internal sealed class ClientReply(IFeatureCollection features) : IClientReply
{
    private readonly IHttpResponseFeature _response = features.GetRequiredFeature<IHttpResponseFeature>();
    private readonly IHttpResponseBodyFeature _body = features.GetRequiredFeature<IHttpResponseBodyFeature>();

    /// <inheritdoc />
    public bool HasStarted => _response.HasStarted;

    /// <inheritdoc />
    public IBufferWriter<byte> Body => _body.Writer;

    /// <summary>The reply's headers.</summary>
    public IHeaderDictionary Headers => _response.Headers;

    /// <inheritdoc />
    public void SetHeader(string name, string value) => _response.Headers[name] = Sendable(value);

    /// <inheritdoc />
    public void Start(int status, string contentType, long? contentLength)
    {
        _response.StatusCode = status;
        _response.Headers.ContentType = Sendable(contentType);
        _response.Headers.ContentLength = contentLength;
        Commit();
    }

    /// <summary>Commits a reply that has no body.</summary>
    public void StartEmpty(int status)
    {
        _response.StatusCode = status;
        Commit();
    }

    /// <inheritdoc />
    public ValueTask FlushAsync(CancellationToken cancellation)
    {
        ValueTask<FlushResult> flush = _body.Writer.FlushAsync(cancellation);
        if (!flush.IsCompletedSuccessfully)
        {
            return AwaitFlushAsync(flush);
        }

        ThrowWhenGone(flush.GetAwaiter().GetResult());
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public void Abort() => features.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort();

    /// <summary>
    /// Puts the headers into the pipe ahead of the body, so that the body is written in place; unstarted, it would be written beside
    /// the pipe and copied. Nothing is registered to run on start, hence this completes at once.
    /// </summary>
    private void Commit() => _body.StartAsync().GetAwaiter().GetResult();

    /// <summary>A header is ASCII. What a model's name or a vendor's value has beyond it is sent escaped.</summary>
    private static string Sendable(string value) => Ascii.IsValid(value) ? value : Uri.EscapeDataString(value);

    private static async ValueTask AwaitFlushAsync(ValueTask<FlushResult> flush) => ThrowWhenGone(await flush);

    private static void ThrowWhenGone(FlushResult flushed)
    {
        if (flushed.IsCompleted || flushed.IsCanceled)
        {
            throw new ClientGoneException();
        }
    }
}
