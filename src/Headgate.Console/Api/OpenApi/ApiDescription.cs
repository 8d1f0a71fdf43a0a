using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Headgate.Console.Api.OpenApi;

/// <summary><c>/api/openapi.json</c>: made from the endpoints when it is asked for, and not before.</summary>
internal static class ApiDescription
{
    public const string Path = "/api/openapi.json";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services
        .ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Json);
            json.SerializerOptions.PropertyNamingPolicy = Wire.Json.Options.PropertyNamingPolicy;
        })
        .AddOpenApi(options =>
        {
            options.AddDocumentTransformer<DocumentTransformer>();
            options.AddOperationTransformer<RouteTransformer>();
        });

    public static void Map(IEndpointRouteBuilder routes) => routes.MapOpenApi(Path);
}
