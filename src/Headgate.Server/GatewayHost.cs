using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Stores;
using Headgate.Server.Lifetime;
using Headgate.Server.Listening;

namespace Headgate.Server;

/// <summary>A running gateway: data plane, control plane and what stands behind them.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly LiveConfig _config;
    private readonly GatewayState _state;
    private readonly Drain _drain;
    private readonly Teardown _teardown;

    internal GatewayHost(
        LiveConfig config, GatewayState state, Drain drain, ImmutableArray<ListenUrl> addresses, ListenUrl admin, FirstStart firstStart,
        IRequestLog requests, IRecordSink records, Teardown teardown)
    {
        (_config, _state, _drain, _teardown) = (config, state, drain, teardown);
        (Addresses, Admin, FirstStart, Requests, Records) = (addresses, admin, firstStart, requests, records);
    }

    /// <summary>Where clients connect, with the ports that were picked.</summary>
    public ImmutableArray<ListenUrl> Addresses { get; }

    /// <summary>Where the control plane is.</summary>
    public ListenUrl Admin { get; }

    /// <summary>What the first start made.</summary>
    public FirstStart FirstStart { get; }

    /// <summary>The request log.</summary>
    public IRequestLog Requests { get; }

    /// <summary>The writer of the request log.</summary>
    public IRecordSink Records { get; }

    /// <summary>The config in force.</summary>
    public ISnapshotSource Config => _config;

    /// <summary>The folder of everything that is kept.</summary>
    public string DataFolder => _config.Host.DataFolder;

    /// <summary>Calls that have not ended.</summary>
    public int OpenRequests => _state.OpenRequests;

    /// <summary>Those of them that are read to their end though their clients have left.</summary>
    public int OpenWithoutClients => _state.OpenWithoutClients;

    /// <summary>Starts a gateway. It serves when this returns.</summary>
    /// <exception cref="GatewayStartException">The config is refused, an address cannot be bound, or the storage not opened.</exception>
    public static Task<GatewayHost> StartAsync(GatewayOptions options, CancellationToken cancellation = default) =>
        new Composition(options, new Teardown()).StartAsync(cancellation);

    /// <summary>Looks at once whether files or store have changed.</summary>
    public ValueTask<ReloadOutcome> ReloadAsync(CancellationToken cancellation = default) => _config.ReloadAsync(cancellation);

    /// <summary>
    /// Ends politely: <c>/readyz</c> turns 503, new calls are refused, open ones may finish for as long as <c>server.drain</c> says,
    /// the log is flushed.
    /// </summary>
    /// <returns>Calls that were cut off.</returns>
    public async Task<int> StopAsync()
    {
        int cutOff = await _drain.RunAsync(_config.Current.Server.Drain);
        await DisposeAsync();
        return cutOff;
    }

    /// <summary>Ends at once: open calls are cut off, the log is still flushed.</summary>
    public ValueTask DisposeAsync() => _teardown.DisposeAsync();
}
