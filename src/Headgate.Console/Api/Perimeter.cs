using System.Net;
using Headgate.Console.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Headgate.Console.Api;

/// <summary>
/// Around everything that the control plane serves: refuses what a browser was tricked into sending (a foreign name that
/// resolves to us, a foreign page), sets the security headers, and gives each failure the one shape.
/// </summary>
internal sealed class Perimeter(ConsoleParts parts, ILogger<Perimeter> log)
{
    private const string ApiPath = "/api";

    private static readonly Problem Bug = new(ProblemCode.Internal, "Something failed here; the log says more.");

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        SetSecurityHeaders(http.Response.Headers);
        if ((CheckHost(http) ?? CheckOrigin(http.Request)) is { } problem)
        {
            await ProblemReply.WriteAsync(http, problem);
            return;
        }

        try
        {
            await next(http);
            await ExplainAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Abort(); // the caller has left
        }
        catch (BadHttpRequestException refusal) when (!http.Response.HasStarted)
        {
            await ProblemReply.WriteAsync(http, ProblemOf(refusal));
        }
        catch (Exception exception) when (!http.Response.HasStarted) // the edge: a bug becomes a plain 500, and a line in the log
        {
            Log.Failed(log, exception, http.Request.Method, (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
            await ProblemReply.WriteAsync(http, Bug);
        }
    }

    private static void SetSecurityHeaders(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private Problem? CheckHost(HttpContext http)
    {
        string host = http.Request.Host.Host;
        bool known = IPAddress.TryParse(host, out IPAddress? address)
            ? IPAddress.IsLoopback(address) || SameAddress(address, http.Connection.LocalIpAddress)
            : host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

        return known || parts.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase)
            ? null
            : new Problem(ProblemCode.UnknownHost, "The control plane is not known by this host name; add it to `server.hosts`.");
    }

    private static bool SameAddress(IPAddress asked, IPAddress? local) => local is not null && asked.MapToIPv6().Equals(local.MapToIPv6());

    private static Problem? CheckOrigin(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        bool same = origin is null
            || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? url)
                && url.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));

        return same ? null : new Problem(ProblemCode.ForeignOrigin, "The control plane answers no page of another origin.");
    }

    /// <summary>Routing answers an unknown path, method or content type with a bare status.</summary>
    private static Task ExplainAsync(HttpContext http)
    {
        if (http.Response.HasStarted || !http.Request.Path.StartsWithSegments(ApiPath, StringComparison.Ordinal))
        {
            return Task.CompletedTask;
        }

        return http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ProblemReply.WriteAsync(http, Problem.NotFound("path")),
            StatusCodes.Status405MethodNotAllowed => ProblemReply.WriteAsync(
                http, new Problem(ProblemCode.MethodNotAllowed, "Not with this method; `Allow` names those that go.")),
            StatusCodes.Status415UnsupportedMediaType => ProblemReply.WriteAsync(http, JsonBody.WrongType),
            _ => Task.CompletedTask,
        };
    }

    private static Problem ProblemOf(BadHttpRequestException refusal) => refusal.StatusCode == StatusCodes.Status413PayloadTooLarge
        ? new Problem(ProblemCode.BodyTooLarge, $"A body may have {JsonBody.MaxBytes} bytes.")
        : new Problem(ProblemCode.InvalidRequest, "The request breaks off or is no proper HTTP.");
}
