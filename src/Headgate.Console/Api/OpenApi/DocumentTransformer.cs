using Headgate.Console.Operations.Health;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Headgate.Console.Api.OpenApi;

/// <summary>Says what the API is and how one signs in.</summary>
internal sealed class DocumentTransformer(IGatewayState gateway) : IOpenApiDocumentTransformer
{
    public const string Scheme = "admin_token";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Headgate admin API",
            Version = gateway.Version,
            Description = "Errors are `{\"error\":{\"code\",\"message\",\"param\"}}`. Lists are pages: pass `next` on as `cursor`.",
        };
        document.Servers = []; // wherever the document came from
        document.AddComponent(Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An admin token: `admin.tokens` of the config, or the one of the first start.",
        });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
