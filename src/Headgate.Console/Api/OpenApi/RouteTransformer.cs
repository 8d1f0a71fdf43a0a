using Headgate.Console.Operations;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Headgate.Console.Api.OpenApi;

/// <summary>Describes one endpoint by its <see cref="ApiRoute"/>.</summary>
internal sealed class RouteTransformer : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiRoute>().SingleOrDefault() is not { } route)
        {
            return;
        }

        operation.OperationId = route.Operation.Name;
        operation.Summary = route.Summary;
        operation.Description = $"Needs the role `{SnakeCase.Of(route.Needs)}`.";
        operation.Tags = new HashSet<OpenApiTagReference> { new(route.Operation.Namespace!.Split('.')[^1], context.Document) };
        operation.Parameters = [.. route.Parameters().Select(ParameterOf)];
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A refusal.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new()
                {
                    Schema = await context.GetOrCreateSchemaAsync(typeof(ProblemReply), null, cancellationToken),
                },
            },
        };
    }

    private static IOpenApiParameter ParameterOf(UrlParameter parameter) => new OpenApiParameter
    {
        Name = parameter.Name,
        In = parameter.Kind == UrlParameterKind.Path ? ParameterLocation.Path : ParameterLocation.Query,
        Required = parameter.Kind == UrlParameterKind.Path,
        Description = parameter.Description,
        Schema = new OpenApiSchema { Type = TypeOf(parameter.Kind) },
    };

    private static JsonSchemaType TypeOf(UrlParameterKind kind) => kind switch
    {
        UrlParameterKind.Number => JsonSchemaType.Integer,
        UrlParameterKind.Flag => JsonSchemaType.Boolean,
        _ => JsonSchemaType.String,
    };
}
