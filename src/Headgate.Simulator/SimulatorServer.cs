using Headgate.Simulator.Calls;
using Headgate.Simulator.Clouds;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Headgate.Simulator;

/// <summary>A server that pretends to be the vendors: it speaks OpenAI's, Anthropic's, Bedrock's and Gemini's protocols, and the
/// model's name picks how each call goes. Everything it saw can be read and awaited. See docs/simulator.md.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly CallLog _log;
    private readonly Account _account;
    private readonly Mint _mint;
    private readonly MetricsDoor _metrics;
    private readonly CancellationTokenSource _stopping;
    private int _disposals;

    private SimulatorServer(WebApplication web, CallLog log, Account account, Mint mint, MetricsDoor metrics, CancellationTokenSource stopping)
    {
        (_web, _log, _account, _mint, _metrics, _stopping) = (web, log, account, mint, metrics, stopping);
        BaseAddress = new Uri(web.Urls.First());
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123/</c>. OpenAI clients add <c>v1</c>, Anthropic's add nothing.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The calls remembered, oldest first: a copy.</summary>
    public IReadOnlyList<SimulatedCall> Calls => _log.Snapshot();

    /// <summary>Calls that have arrived and are not over.</summary>
    public int OpenCalls => _log.Open;

    /// <summary>What each model was used for: the bill a vendor would send.</summary>
    public IReadOnlyDictionary<string, ModelTotals> Totals => _account.Snapshot();

    /// <summary>Access tokens issued so far.</summary>
    public int TokensIssued => _mint.Issued;

    /// <summary>How often <c>/metrics</c> was read.</summary>
    public int MetricsRead => _metrics.Reads;

    /// <summary>Starts a server.</summary>
    /// <exception cref="ArgumentException"><see cref="SimulatorOptions.Listen"/> is no http URL.</exception>
    /// <exception cref="IOException">The address cannot be bound.</exception>
    public static async Task<SimulatorServer> StartAsync(
        SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        if (!IsHttpUrl(options.Listen))
            throw new ArgumentException($"'{options.Listen}' is not an http URL to listen on.", nameof(options));
        var log = new CallLog(options);
        var account = new Account();
        var stopping = new CancellationTokenSource();
        var web = Build(options);
        var mint = new Mint(options);
        var tokens = new TokenDoor(options, mint);
        var calls = new CallHandler(options, new CloudRoutes(mint), log, account, stopping.Token);
        web.UseWebSockets();
        var control = new ControlDoor(log, account);
        var metrics = new MetricsDoor(log, account);
        web.Run(context => IsControl(context.Request) ? control.HandleAsync(context)
            : MetricsDoor.Takes(context.Request) ? metrics.HandleAsync(context)
            : TokenDoor.Takes(context.Request) ? tokens.HandleAsync(context)
            : calls.HandleAsync(context));
        await web.StartAsync(cancellationToken);
        return new SimulatorServer(web, log, account, mint, metrics, stopping);
    }

    /// <summary>Serves until cancelled, as <c>headgate simulate</c> does, and says where on <paramref name="output"/>.</summary>
    /// <returns>The exit code: 0 stopped, 1 bad listen URL, 2 could not bind.</returns>
    public static async Task<int> RunAsync(SimulatorOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            await using var server = await StartAsync(options, cancellationToken);
            await output.WriteLineAsync($"Simulating OpenAI and Anthropic on {server.BaseAddress} (seed {options.Seed})");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (ArgumentException error)
        {
            await output.WriteLineAsync(error.Message);
            return 1;
        }
        catch (IOException error)
        {
            await output.WriteLineAsync(error.Message);
            return 2;
        }
    }

    /// <summary>The oldest call that matches and that was not handed out by this method before: one that arrived already, or else
    /// the next to arrive. A call is here when its body has been read and before anything is sent.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public Task<SimulatedCall> NextCallAsync(Func<SimulatedCall, bool>? match, CancellationToken cancellationToken) =>
        _log.NextAsync(match ?? (static _ => true), cancellationToken);

    /// <summary>Completes when no call is open.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public Task IdleAsync(CancellationToken cancellationToken) => _log.IdleAsync(cancellationToken);

    /// <summary>Forgets the calls remembered; open ones go on.</summary>
    public void ClearCalls() => _log.Clear();

    /// <summary>Stops at once: open calls are aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _disposals) > 1)
            return;
        await _stopping.CancelAsync();
        await _web.StopAsync();
        await _web.DisposeAsync();
        _stopping.Dispose();
    }

    private static bool IsHttpUrl(string listen) => Uri.TryCreate(listen, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp;

    private static bool IsControl(HttpRequest request) => request.Path.StartsWithSegments(ControlDoor.Path);

    private static WebApplication Build(SimulatorOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            // Slow callers are what is rehearsed here: no rate is too low.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        var web = builder.Build();
        web.Urls.Add(options.Listen);
        return web;
    }
}
