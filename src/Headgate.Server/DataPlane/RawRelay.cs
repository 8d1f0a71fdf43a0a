using System.Net;
using System.Runtime.ExceptionServices;
using Headgate.Gateway.Raw;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Headgate.Server.DataPlane;

/// <summary>Passes one call on by YARP's forwarder: streams both ways at once, upgrades, aborts and trailers are right there.</summary>
internal sealed class RawRelay(IFeatureCollection features, IHttpForwarder forwarder) : IRawRelay
{
    private readonly DefaultHttpContext _context = new(features);

    /// <inheritdoc />
    public bool IsUpgrade =>
        features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && string.Equals(_context.Request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public async ValueTask SendAsync(RawSending sending, CancellationToken cancellation)
    {
        _context.Response.StatusCode = StatusCodes.Status200OK; // an attempt before this one has left its own
        _context.Request.Method = sending.Head.Method.Method; // of a call of the gateway's own, on the way to the client's, it is another
        _context.Request.Body = sending.Body ?? Stream.Null;
        _context.Request.ContentLength = sending.Length;
        bool isSecure = sending.Head.RequestUri!.Scheme == Uri.UriSchemeHttps;
        var config = new ForwarderRequestConfig
        {
            ActivityTimeout = sending.Silence,
            Version = isSecure && !IsUpgrade ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        var transformer = new RawTransformer(sending);
        ForwarderError error = await forwarder.SendAsync(_context, NoPrefix(sending), sending.Way, config, transformer, cancellation);
        transformer.Bug?.Throw();
        if (error != ForwarderError.None)
        {
            Throw(error, _context.Features.Get<IForwarderErrorFeature>()?.Exception);
        }
    }

    /// <summary>The forwarder wants an address to begin with; the transformer sets the whole of it.</summary>
    private static string NoPrefix(RawSending sending) => sending.Head.RequestUri!.GetLeftPart(UriPartial.Authority);

    private static void Throw(ForwarderError error, Exception? cause)
    {
        Exception? inner = cause is AggregateException several ? several.InnerExceptions.FirstOrDefault(each => each is not OperationCanceledException) : cause;
        if (inner is HttpRequestException or IOException or OperationCanceledException)
        {
            ExceptionDispatchInfo.Throw(inner);
        }

        throw error.ToString().EndsWith("Canceled", StringComparison.Ordinal) || error.ToString().EndsWith("TimedOut", StringComparison.Ordinal)
            ? new OperationCanceledException($"The call was ended ({error}).", cause)
            : new HttpRequestException($"The call broke ({error}).", inner ?? cause);
    }
}
