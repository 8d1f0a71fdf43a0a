using System.IO.Pipelines;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Headgate.Server.DataPlane;

/// <summary>The client's call, read from the web server's own features: the headers are gone through once, the body is not copied.</summary>
internal sealed class ClientRequest(IFeatureCollection features, IHttpRequestFeature request, DataRoute route = default) : IClientRequest
{
    /// <inheritdoc />
    public ClientHeaders Headers { get; } = Take(request.Headers);

    /// <inheritdoc />
    public string Query => request.QueryString;

    /// <inheritdoc />
    public string? PathModel { get; } = RouteTable.NamedModel(route, request.RawTarget);

    /// <inheritdoc />
    public bool IsStreamInPath => route.IsStream;

    /// <inheritdoc />
    public bool TakesKeyInQuery => route.Dialect == Dialect.Gemini;

    /// <inheritdoc />
    public ClientConnection Connection { get; } = features.GetRequiredFeature<ClientConnection>();

    /// <inheritdoc />
    public long? ContentLength => request.Headers.ContentLength;

    /// <inheritdoc />
    public PipeReader? OpenBody()
    {
        StringValues coding = request.Headers.ContentEncoding;
        return coding.Count == 0
            ? features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader
            : ContentCoding.Open(coding.ToString(), request.Body);
    }

    private static ClientHeaders Take(IHeaderDictionary headers)
    {
        var lines = new KeyValuePair<string, string>[headers.Count];
        int taken = 0;
        foreach ((string name, StringValues values) in headers)
        {
            lines[taken++] = new(name, values.Count == 1 ? values[0]! : string.Join(", ", values.ToArray()));
        }

        return new ClientHeaders(lines.AsMemory(0, taken));
    }
}
