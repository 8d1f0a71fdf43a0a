using System.Text;
using Headgate.Console.Operations.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi;

namespace Headgate.Console.Api.OpenApi;

/// <summary>
/// <c>/api/openapi.json</c>: made from the endpoints when it is first asked for, and kept as text. Its services live in a container
/// of their own for that moment: few gateways are ever asked, and all would pay for them in memory.
/// </summary>
internal static class ApiDescription
{
    public const string Path = "/api/openapi.json";

    private const string Document = "v1";

    public static void Map(IEndpointRouteBuilder routes)
    {
        IServiceProvider host = routes.ServiceProvider;
        Lazy<Task<byte[]>> description = new(() => WriteAsync(host));
        routes.MapMethods(Path, ["GET"], async http =>
        {
            byte[] json = await description.Value;
            http.Response.ContentType = "application/json";
            await http.Response.Body.WriteAsync(json, http.RequestAborted);
        });
    }

    private static async Task<byte[]> WriteAsync(IServiceProvider host)
    {
        await using ServiceProvider services = Describing(host);
        IOpenApiDocumentProvider provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Document);
        OpenApiDocument document = await provider.GetOpenApiDocumentAsync();
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    }

    private static ServiceProvider Describing(IServiceProvider host) => new ServiceCollection()
        .AddSingleton(host.GetRequiredService<EndpointDataSource>())
        .AddSingleton(host.GetRequiredService<IHostEnvironment>())
        .AddSingleton(host.GetRequiredService<IGatewayState>())
        .AddLogging()
        .AddRouting()
        .ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.Json);
            json.SerializerOptions.PropertyNamingPolicy = Wire.Json.Options.PropertyNamingPolicy;
        })
        .AddOpenApi(Document, options =>
        {
            options.AddDocumentTransformer<DocumentTransformer>();
            options.AddOperationTransformer<RouteTransformer>();
        })
        .BuildServiceProvider();
}
