using System.IO.Pipelines;
using System.Net;
using Headgate.Gateway.Pipeline.Exchange;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Headgate.Server.DataPlane;

/// <summary>The client's call, read from the web server's own features: nothing is copied or parsed twice.</summary>
internal sealed class ClientRequest(IFeatureCollection features, IHttpRequestFeature request) : IClientRequest
{
    /// <inheritdoc />
    public string Query => request.QueryString;

    /// <inheritdoc />
    public IPAddress? Address => features.Get<IHttpConnectionFeature>()?.RemoteIpAddress switch
    {
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4(),
        var address => address,
    };

    /// <inheritdoc />
    public long? ContentLength => request.Headers.ContentLength;

    /// <inheritdoc />
    public string? Header(string name)
    {
        StringValues lines = request.Headers[name];
        return lines.Count switch
        {
            0 => null,
            1 => lines[0],
            _ => string.Join(", ", lines.ToArray()),
        };
    }

    /// <inheritdoc />
    public PipeReader? OpenBody()
    {
        StringValues coding = request.Headers.ContentEncoding;
        return coding.Count == 0
            ? features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader
            : ContentCoding.Open(coding.ToString(), request.Body);
    }
}
