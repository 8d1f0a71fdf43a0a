using System.Collections.Immutable;
using System.Net;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Server.Listening;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Headgate.Server.DataPlane;

/// <summary>
/// The web server of the data plane. The framework's builder assembles Kestrel; it then runs our own application directly,
/// without the host's middleware, request services and diagnostics.
/// </summary>
internal sealed class DataPlaneHost : IAsyncDisposable
{
    private const int MaxHeaderBytes = 32 << 10;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(1);

    private readonly WebApplication _assembly;
    private readonly IServer _server;

    private DataPlaneHost(WebApplication assembly)
    {
        _assembly = assembly;
        _server = assembly.Services.GetRequiredService<IServer>();
    }

    /// <summary>Where it listens, with the ports that were picked.</summary>
    public ImmutableArray<ListenUrl> Addresses { get; private set; } = [];

    /// <summary>Binds and starts.</summary>
    /// <exception cref="IOException">An address cannot be bound.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">An address is not this machine's, or not permitted.</exception>
    public static async Task<DataPlaneHost> StartAsync(
        DataPlaneApplication application, Listeners listeners, bool inlineIo, ILoggerFactory logs, CancellationToken cancellation)
    {
        DataPlaneHost host = new(Assemble(listeners, inlineIo, logs));
        try
        {
            listeners.Prepare();
            await host._server.StartAsync(application, cancellation);
            listeners.Protect();
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        host.Addresses = [.. host._server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(address => new ListenUrl(address))];
        return host;
    }

    /// <summary>Stops listening and closes what is open: idle connections at once, others after a moment.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource giveUp = new(StopPatience);
        await _server.StopAsync(giveUp.Token);
        await _assembly.DisposeAsync();
    }

    private static WebApplication Assemble(Listeners listeners, bool inlineIo, ILoggerFactory logs)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            Limit(options);
            options.ConfigureEndpointDefaults(Introduce);
            listeners.Apply(options);
        });

        builder.WebHost.UseSockets(options =>
        {
            // Pays only together with inline completions on the sockets, which the process sets before its first socket: see InlineIo.
            options.UnsafePreferInlineScheduling = inlineIo;

            // A connection that waits holds 4 KiB to read into; without, each read is preceded by an empty one, a call into the kernel more.
            options.WaitForDataBeforeAllocatingBuffer = false;
        });
        return builder.Build();
    }

    private static void Introduce(ListenOptions listen) => listen.Use(next => connection =>
    {
        connection.Features.Set(new ClientConnection((connection.RemoteEndPoint as IPEndPoint)?.Address));
        return next(connection);
    });

    private static void Limit(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.AllowSynchronousIO = false;
        options.Limits.MaxRequestBodySize = null; // the pipeline counts decoded bytes itself, against server.max_body
        options.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        options.Limits.Http2.MaxRequestHeaderFieldSize = MaxHeaderBytes;
        options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(15));
        options.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(30));
    }
}
