using Headgate.Console.Api;
using Headgate.Console.Api.OpenApi;
using Headgate.Console.Api.Reference;
using Headgate.Console.Operations.Audit;
using Headgate.Console.Operations.Budgets;
using Headgate.Console.Operations.Config;
using Headgate.Console.Operations.Health;
using Headgate.Console.Operations.Keys;
using Headgate.Console.Operations.Objects;
using Headgate.Console.Operations.Requests;
using Headgate.Console.Operations.Routing;
using Headgate.Gateway.Config;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Headgate.Console;

/// <summary>Puts the console into a web application.</summary>
public static class ConsoleHosting
{
    /// <summary>Registers the operations and what the API needs.</summary>
    public static IServiceCollection AddHeadgateConsole(this IServiceCollection services, ConsoleParts parts) => services
        .AddSingleton(parts)
        .AddSingleton(parts.Config).AddSingleton<ISnapshotSource>(parts.Config)
        .AddSingleton(parts.Store)
        .AddSingleton(parts.Audit).AddSingleton<AuditTrail>().AddSingleton<ListAudit>()
        .AddSingleton(parts.Requests)
        .AddSingleton(parts.Records)
        .AddSingleton(parts.Budgets)
        .AddSingleton(parts.Gateway)
        .AddSingleton(parts.Adviser)
        .AddSingleton(parts.Time)
        .AddSingleton<KeyDirectory>()
        .AddSingleton<IssueKey>().AddSingleton<ListKeys>().AddSingleton<GetKey>().AddSingleton<RevokeKey>().AddSingleton<RotateKey>()
        .AddSingleton(parts.Stored).AddSingleton<ObjectDirectory>()
        .AddSingleton<GetProvider>().AddSingleton<PutProvider>().AddSingleton<RemoveProvider>()
        .AddSingleton<GetModel>().AddSingleton<PutModel>().AddSingleton<RemoveModel>().AddSingleton<RotateSecrets>()
        .AddSingleton<ListBudgets>()
        .AddSingleton<ListRequests>().AddSingleton<GetRequest>()
        .AddSingleton<GetUsage>().AddSingleton<GetRerating>()
        .AddSingleton<GetConfig>().AddSingleton<ValidateConfig>()
        .AddSingleton<ExplainRoute>()
        .AddSingleton<GetStatus>().AddSingleton<ListModels>().AddSingleton<ListProviders>()
        .AddSingleton<FailedLogins>().AddSingleton<Doorkeeper>().AddSingleton<Perimeter>();

    /// <summary>
    /// Serves <c>/api/v1/…</c>, <c>/api/openapi.json</c>, <c>/api/docs</c>, <c>/healthz</c> and <c>/readyz</c>. Everything that the
    /// application serves, whoever mapped it, is then answered only under the right <c>Host</c> and <c>Origin</c>.
    /// </summary>
    public static void UseHeadgateConsole(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<Perimeter>().InvokeAsync);

        RouteGroupBuilder api = app.MapGroup("/api/v1");
        KeyRoutes.Map(api);
        BudgetRoutes.Map(api);
        AuditRoutes.Map(api);
        RequestRoutes.Map(api);
        UsageRoutes.Map(api);
        ConfigRoutes.Map(api);
        RoutingRoutes.Map(api);
        HealthRoutes.Map(api);
        ObjectRoutes.Map(api);
        ProbeRoutes.Map(app);
        ApiDescription.Map(app);
        ReferencePage.Map(app);
    }
}
