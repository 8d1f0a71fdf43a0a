using System.Text.Json.Serialization.Metadata;
using Headgate.Console.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Headgate.Console.Api;

/// <summary>
/// Opens an operation as an HTTP endpoint. The handlers are plain delegates: the framework's own binding would compile
/// expressions at run time, and its failures have another shape.
/// </summary>
internal static class OperationRoutes
{
    /// <summary>An endpoint whose input stands in the URL.</summary>
    public static void MapUrl<TOperation, TInput, TResult>(
        this IEndpointRouteBuilder routes,
        string method,
        string pattern,
        string summary,
        Func<UrlReader, TInput> read,
        JsonTypeInfo<TResult> reply)
        where TOperation : Operation<TInput, TResult>
    {
        Map<TOperation, TInput, TResult>(routes, method, pattern, summary, StatusCodes.Status200OK, ReadAsync, Describe, reply);

        ValueTask<Outcome<TInput>> ReadAsync(HttpContext http)
        {
            UrlReader url = ReaderOf(http);
            return new(url.Close(read(url)));
        }

        IReadOnlyList<UrlParameter> Describe()
        {
            UrlReader url = UrlReader.Empty;
            read(url);
            return url.Parameters;
        }
    }

    /// <summary>An endpoint whose input is a JSON body.</summary>
    public static void MapJson<TOperation, TInput, TResult>(
        this IEndpointRouteBuilder routes,
        string method,
        string pattern,
        string summary,
        int status,
        JsonTypeInfo<TInput> body,
        JsonTypeInfo<TResult> reply)
        where TOperation : Operation<TInput, TResult> =>
        Map<TOperation, TInput, TResult>(routes, method, pattern, summary, status, http => JsonBody.ReadAsync(http, body), () => [], reply)
            .WithMetadata(new AcceptsMetadata(["application/json"], typeof(TInput)));

    /// <summary>An endpoint whose input stands in the URL and in a JSON body.</summary>
    public static void MapJson<TOperation, TBody, TInput, TResult>(
        this IEndpointRouteBuilder routes,
        string method,
        string pattern,
        string summary,
        JsonTypeInfo<TBody> body,
        Func<UrlReader, TBody, TInput> read,
        JsonTypeInfo<TResult> reply)
        where TOperation : Operation<TInput, TResult>
    {
        Map<TOperation, TInput, TResult>(routes, method, pattern, summary, StatusCodes.Status200OK, ReadAsync, Describe, reply)
            .WithMetadata(new AcceptsMetadata(["application/json"], typeof(TBody)));

        async ValueTask<Outcome<TInput>> ReadAsync(HttpContext http)
        {
            Outcome<TBody> written = await JsonBody.ReadAsync(http, body);
            UrlReader url = ReaderOf(http);
            return written.Succeeded ? url.Close(read(url, written.Value)) : written.Problem;
        }

        IReadOnlyList<UrlParameter> Describe()
        {
            UrlReader url = UrlReader.Empty;
            read(url, default!);
            return url.Parameters;
        }
    }

    private static UrlReader ReaderOf(HttpContext http) =>
        new(http.Request.RouteValues, http.Request.Query, http.RequestServices.GetRequiredService<TimeProvider>());

    private static IEndpointConventionBuilder Map<TOperation, TInput, TResult>(
        IEndpointRouteBuilder routes,
        string method,
        string pattern,
        string summary,
        int status,
        Func<HttpContext, ValueTask<Outcome<TInput>>> read,
        Func<IReadOnlyList<UrlParameter>> describe,
        JsonTypeInfo<TResult> reply)
        where TOperation : Operation<TInput, TResult>
    {
        TOperation operation = routes.ServiceProvider.GetRequiredService<TOperation>();
        Doorkeeper doorkeeper = routes.ServiceProvider.GetRequiredService<Doorkeeper>();
        RequestDelegate serve = ServeAsync;
        return routes.MapMethods(pattern, [method], serve).WithMetadata(
            serve.Method, // what makes the API explorer see the endpoint
            new ApiRoute(typeof(TOperation), operation.Needs, summary, describe),
            new ProducesResponseTypeMetadata(status, typeof(TResult), ["application/json"]));

        async Task ServeAsync(HttpContext http)
        {
            Outcome<TResult> outcome = await RunAsync(http);
            if (!outcome.Succeeded)
            {
                await ProblemReply.WriteAsync(http, outcome.Problem);
                return;
            }

            http.Response.StatusCode = status;
            await http.Response.WriteAsJsonAsync(outcome.Value, reply, cancellationToken: http.RequestAborted);
        }

        async ValueTask<Outcome<TResult>> RunAsync(HttpContext http)
        {
            Outcome<Actor> actor = await doorkeeper.IdentifyAsync(http);
            if ((actor.Problem ?? await operation.RefuseAsync(actor.Value!, http.RequestAborted)) is { } problem)
            {
                return problem; // before the body is read
            }

            Outcome<TInput> input = await read(http);
            return input.Succeeded
                ? await operation.RunAsync(input.Value, actor.Value!, http.RequestAborted)
                : input.Problem;
        }
    }
}
