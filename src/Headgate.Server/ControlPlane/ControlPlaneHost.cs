using Headgate.Console;
using Headgate.Console.Api;
using Headgate.Gateway.Telemetry;
using Headgate.Server.Listening;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Headgate.Server.ControlPlane;

/// <summary>The control plane's web application: the console's API and the metrics.</summary>
internal sealed class ControlPlaneHost : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _web;

    private ControlPlaneHost(WebApplication web) => _web = web;

    /// <summary>Where it listens, with the port that was picked.</summary>
    public ListenUrl Address => new(_web.Urls.First());

    /// <summary>Binds and starts.</summary>
    /// <exception cref="IOException">The address cannot be bound.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The address is not this machine's, or not permitted.</exception>
    public static async Task<ControlPlaneHost> StartAsync(
        ConsoleParts parts, Listeners listeners, ILoggerFactory logs, CancellationToken cancellation)
    {
        WebApplication web = Build(parts, listeners, logs);
        try
        {
            listeners.Prepare();
            await web.StartAsync(cancellation);
            listeners.Protect();
            return new ControlPlaneHost(web);
        }
        catch
        {
            await web.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource giveUp = new(StopPatience);
        await _web.StopAsync(giveUp.Token);
        await _web.DisposeAsync();
    }

    /// <summary>From the empty builder: no settings files, no variables and no log of the framework's own.</summary>
    private static WebApplication Build(ConsoleParts parts, Listeners listeners, ILoggerFactory logs)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs).AddLogging().AddRouting().AddHeadgateConsole(parts);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .ConfigureResource(resource => resource.AddService("headgate", serviceVersion: parts.Gateway.Version, autoGenerateServiceInstanceId: false))
            .AddMeter(GatewayMeter.Name, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel")
            .AddPrometheusExporter());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            listeners.Apply(options);
        });

        WebApplication web = builder.Build();
        web.UseHeadgateConsole();
        web.MapPrometheusScrapingEndpoint("/metrics").RequireMetricsAccess();
        return web;
    }
}
