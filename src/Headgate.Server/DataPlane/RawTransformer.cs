using System.Net;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using Headgate.Gateway.Raw;
using Yarp.ReverseProxy.Forwarder;

namespace Headgate.Server.DataPlane;

/// <summary>
/// Sends what the gateway has made of a call, and nothing that the client sent besides: none of the forwarder's own copying takes place, in
/// neither direction.
/// </summary>
internal sealed class RawTransformer(RawSending sending) : HttpTransformer
{
    private static readonly string[] OfHandshake = ["Sec-WebSocket-Key", "Sec-WebSocket-Version"];

    private static readonly string[] OfAgreement = ["Sec-WebSocket-Accept", "Sec-WebSocket-Protocol"];

    /// <summary>What the judge threw and should not have; null when it did not. The forwarder would take it for the vendor's failure.</summary>
    public ExceptionDispatchInfo? Bug { get; private set; }

    /// <inheritdoc />
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        proxyRequest.RequestUri = sending.Head.RequestUri;
        Copy(sending.Head.Headers.NonValidated, proxyRequest.Headers);
        foreach ((string name, object? value) in sending.Head.Options)
        {
            ((IDictionary<string, object?>)proxyRequest.Options)[name] = value;
        }

        if (proxyRequest.Content is { } content)
        {
            Copy(sending.Head.Content!.Headers.NonValidated, content.Headers);
            content.Headers.ContentLength = sending.Body is null ? 0 : sending.Length;
        }

        if (IsUpgrade(httpContext))
        {
            foreach (string name in OfHandshake)
            {
                proxyRequest.Headers.TryAddWithoutValidation(name, httpContext.Request.Headers[name].ToString());
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null || !await JudgeAsync(proxyResponse))
        {
            return false;
        }

        httpContext.Response.StatusCode = (int)proxyResponse.StatusCode;
        if (proxyResponse.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            foreach (string name in OfAgreement)
            {
                httpContext.Response.Headers[name] = proxyResponse.Headers.NonValidated.TryGetValues(name, out HeaderStringValues agreed)
                    ? agreed.ToString()
                    : default;
            }
        }
        else
        {
            httpContext.Response.ContentLength = proxyResponse.Content.Headers.ContentLength;
        }

        return true;
    }

    /// <inheritdoc />
    public override ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private async ValueTask<bool> JudgeAsync(HttpResponseMessage response)
    {
        try
        {
            return await sending.Judge(response);
        }
        catch (Exception bug) when (bug is not (HttpRequestException or IOException or OperationCanceledException))
        {
            Bug = ExceptionDispatchInfo.Capture(bug);
            return false;
        }
    }

    private static bool IsUpgrade(HttpContext context) => context.Request.Headers.Upgrade.Count > 0;

    private static void Copy(HttpHeadersNonValidated from, HttpHeaders to)
    {
        foreach ((string name, HeaderStringValues values) in from)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                to.TryAddWithoutValidation(name, values);
            }
        }
    }
}
