using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Raw.Forms;
using Headgate.Gateway.Raw.Sending;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw;

/// <summary>Calls of the vendor's own paths: those that provider and key both open, with a body that passes as it comes.</summary>
internal sealed class PassthroughCalls(RawAttempts attempts, ISpool spool)
{
    /// <summary>Serves one call; gives the error that the client is to be told.</summary>
    public async ValueTask<GatewayError?> CallAsync(RawExchange exchange)
    {
        RawVisit visit = exchange.Visit;
        PassthroughPath? path = PassthroughPath.Read(visit.Target);
        Provider? provider = exchange.Config.Providers.FirstOrDefault(each => each.Name == path?.Provider);
        if (path is null || provider is null || !IsOpen(provider, exchange.Caller.Key, visit.Method, path))
        {
            return new GatewayError(ErrorKind.UnsupportedEndpoint, "This path is not open to this API key: `passthrough` of provider and key say which are.");
        }

        if (exchange.Request.OpenBody() is not { } body)
        {
            return new GatewayError(ErrorKind.UnsupportedMediaType, "The content-encoding is none of gzip, br, zstd and identity. Send one of these.");
        }

        long maxBytes = exchange.Config.Server.MaxUploadBytes;
        if (exchange.Request.ContentLength > maxBytes)
        {
            return UploadStream.TooLarge(maxBytes);
        }

        var upload = new UploadStream(default, body.AsStream(), null, maxBytes);
        if (!provider.Vendor.SignsBodies)
        {
            long? length = exchange.Request.Headers["content-encoding"] is null ? exchange.Request.ContentLength : null;
            return await SendAsync(provider, path, new UploadBody(upload, length, null), exchange);
        }

        if ((await SpooledBody.ReadAsync(upload, spool, exchange.Departed)).Failed(out GatewayError? error, out SpooledBody? read))
        {
            return error;
        }

        await using SpooledBody spooled = read;
        return await SendAsync(provider, path, spooled, exchange);
    }

    private ValueTask<GatewayError?> SendAsync(Provider provider, PassthroughPath path, RawBody body, RawExchange exchange) => attempts.SendAsync(
        new Target(provider, exchange.Trace.Protocol.Name, provider.Credentials[0]),
        new RawOrder
        {
            Method = HttpMethod.Parse(exchange.Visit.Method),
            Path = path.Path,
            Query = new QueryText(exchange.Request.Query).Keep(name => name is not ("key" or "api_key" or "api-key" or "access_token")),
            Body = body,
        },
        exchange);

    private static bool IsOpen(Provider provider, VirtualKey key, string method, PassthroughPath path) =>
        !provider.NeedsBroughtCredential
        && provider.Passthrough.Any(rule => rule.Covers(method, path.Segments.AsSpan()))
        && key.Passthrough.Any(rule => rule.Covers(method, path.Segments.AsSpan()));
}
