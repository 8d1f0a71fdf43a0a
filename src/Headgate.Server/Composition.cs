using System.Collections.Immutable;
using System.Net.Sockets;
using Headgate.Console;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Stored;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Gateway.Vaults;
using Headgate.Gateway.Webhooks;
using Headgate.Server.Commands;
using Headgate.Server.ControlPlane;
using Headgate.Server.DataPlane;
using Headgate.Server.DataPlane.Sockets;
using Headgate.Server.Lifetime;
using Headgate.Server.Listening;
using Headgate.Simulator;
using Headgate.Storage;
using HostOptions = Headgate.Gateway.Config.HostOptions;

namespace Headgate.Server;

/// <summary>
/// Puts a gateway together: config, storage, simulator, data plane, control plane, in this order. What the others stand on comes
/// first, and is ended last.
/// </summary>
internal sealed class Composition(GatewayOptions options, Teardown teardown)
{
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(10);

    /// <summary>Starts it; on failure nothing is left running.</summary>
    public async Task<GatewayHost> StartAsync(CancellationToken cancellation)
    {
        try
        {
            return await ComposeAsync(cancellation);
        }
        catch
        {
            await teardown.DisposeAsync();
            throw;
        }
    }

    private async Task<GatewayHost> ComposeAsync(CancellationToken cancellation)
    {
        Vault vault = Vault.Read(options.Config.Variable, out string wrongKey) ?? throw new GatewayStartException(ExitCode.Refused, [wrongKey]);
        ConfigReading.Accepted written = Read(new ConfigSource(options.Config, options.Time));
        HostOptions host = written.Host;
        if (host.InlineIo)
        {
            InlineIo.Enable(); // before the first socket
        }

        LiveConfig? live = null;
        SqliteStorage storage = teardown.Own(OpenStorage(host, () => live?.Current.Log.Retention));
        await RefuseUnreadableAsync(storage, vault, cancellation);
        FirstAdminToken adminToken = FirstAdminToken.For(written, host.DataFolder);
        ConfigSource source = new(options.Config with
        {
            SimulatorUrl = written.NeedsSimulator ? await StartSimulatorAsync(cancellation) : null,
            AdminTokens = adminToken.Tokens,
        }, options.Time);
        OperatorAlerts alerts = new(() => live is null || live.Current.Webhook is not null);
        BudgetBook budgets = new(alerts);
        live = await StartConfigAsync(source, storage, vault, new BudgetAccounts(budgets, storage.Ledger, options.Time), cancellation);

        IUpstreamConnections connections = options.Connections
            ?? teardown.Own(new UpstreamConnections(options.Time, live, random: new Random((int)options.Seed)));
        WebhookCourier courier = teardown.Own(
            new WebhookCourier(alerts, storage.Outbox, connections, live, options.Time, options.Logs.CreateLogger<WebhookCourier>()));
        courier.Start();
        Pipeline pipeline = teardown.Own(
            new Pipeline(
                live, connections, storage.Records, storage.Ledger, budgets, storage.Objects, storage.Spool,
                new EndUserVeil(storage.EndUserKey), options.Seed, options.Time, options.Logs.CreateLogger<Pipeline>(), alerts));
        pipeline.Watch();
        GatewayState state = new(() => pipeline.Open, () => pipeline.OpenWithoutClients, options.Time.GetUtcNow());
        Drain drain = new(state, pipeline.Drain, options.Time);
        FlushAtTheEnd(storage, drain);

        DataPlaneApplication application =
            new(live, state, options.Time, pipeline.HandleAsync, pipeline.HandleAsync, new ModelListing(live, options.Time).HandleAsync,
                new SocketDoor(new SessionDoor(live, options.Time).Refuse, pipeline.HandleAsync, options.Time, options.Logs));
        Listeners listeners = new(host.Listen, () => live.Certificate?.Context);
        DataPlaneHost dataPlane = teardown.Own(await BindAsync(
            host.Listen, () => DataPlaneHost.StartAsync(application, listeners, host.InlineIo, options.Logs, cancellation)));

        teardown.Then(() =>
        {
            pipeline.EndDrains();
            return default;
        });

        ConfigControl control = new(live, source, options.Time);
        ConsoleParts parts = new()
        {
            Config = control,
            Store = storage.Config,
            Stored = teardown.Own(new StoredConfig(storage.ConfigObjects, vault, source, () => live.Files)),
            Audit = storage.Audit,
            Requests = storage.Requests,
            Records = storage.Records,
            Budgets = budgets,
            Adviser = pipeline.Adviser,
            Gateway = state,
            Hosts = [.. host.Hosts.Append(host.Admin.Host).OfType<string>()],
            Time = options.Time,
        };
        ControlPlaneHost controlPlane = teardown.Own(await BindAsync(
            [host.Admin], () => ControlPlaneHost.StartAsync(parts, listeners with { Addresses = [host.Admin] }, options.Logs, cancellation)));

        string? virtualKey = await FirstVirtualKey.IssueAsync(live, storage, control, options, cancellation);
        adminToken.Keep(host.DataFolder);
        Announce(host.DataFolder, controlPlane.Address);
        state.Ready();
        return new GatewayHost(
            live, state, drain, dataPlane.Addresses, controlPlane.Address, new FirstStart(virtualKey, adminToken.Created),
            storage.Requests, storage.Records, teardown);
    }

    private static ConfigReading.Accepted Read(ConfigSource source) => source.Read() switch
    {
        ConfigReading.Accepted accepted => accepted,
        ConfigReading.Refused refused => throw new GatewayStartException(
            ExitCode.Refused, [.. refused.Errors.Select(error => error.ToString())]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private SqliteStorage OpenStorage(HostOptions host, Func<TimeSpan?> retention)
    {
        SqliteOptions storage = new()
        {
            Folder = host.DataFolder,
            Time = options.Time,
            Retention = () => retention() ?? new LogOptions().Retention,
            Logger = options.Logs.CreateLogger<SqliteStorage>(),
        };
        return SqliteStorage.Open(storage) switch
        {
            Opening<SqliteStorage>.Opened opened => opened.Value,
            Opening<SqliteStorage>.Unavailable refused => throw Unavailable(refused.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>A provider whose credentials cannot be opened would be missing without a word to those who call it: better no start.</summary>
    private static async Task RefuseUnreadableAsync(SqliteStorage storage, Vault vault, CancellationToken cancellation)
    {
        ImmutableArray<ConfigError> unreadable = await StoredConfig.UnreadableAsync(storage.ConfigObjects, vault, cancellation);
        if (!unreadable.IsEmpty)
        {
            throw new GatewayStartException(ExitCode.Refused, [.. unreadable.Select(error => error.ToString())]);
        }
    }

    private async Task<Uri> StartSimulatorAsync(CancellationToken cancellation)
    {
        SimulatorServer simulator =
            teardown.Own(await SimulatorServer.StartAsync(new SimulatorOptions { TimeProvider = options.Time }, cancellation));
        return new Uri(simulator.BaseAddress, "v1");
    }

    private async Task<LiveConfig> StartConfigAsync(
        ConfigSource source, SqliteStorage storage, Vault vault, BudgetAccounts accounts, CancellationToken cancellation)
    {
        LiveConfig live = teardown.Own(await LiveConfig.StartAsync(
            source, Read(source), storage.Config, accounts, storage.Audit, options.Time, options.Logs.CreateLogger<LiveConfig>(), cancellation,
            storage.ConfigObjects, vault));
        CancellationTokenSource stopping = teardown.Own(new CancellationTokenSource());
        Task looking = live.RunAsync(stopping.Token);
        teardown.Then(async () =>
        {
            await stopping.CancelAsync();
            await looking;
        });
        return live;
    }

    /// <summary>Runs when both planes have stopped: calls that were cut off still end in a record.</summary>
    private void FlushAtTheEnd(SqliteStorage storage, Drain drain) => teardown.Then(async () =>
    {
        await drain.WaitAsync(FlushPatience);
        using CancellationTokenSource giveUp = new(FlushPatience);
        await storage.Ledger.FlushAsync(giveUp.Token).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await storage.Records.FlushAsync(giveUp.Token).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    });

    private void Announce(string folder, ListenUrl admin)
    {
        RuntimeFile.Write(folder, admin.ToString());
        teardown.Then(() =>
        {
            RuntimeFile.Remove(folder);
            return ValueTask.CompletedTask;
        });
    }

    private static async Task<T> BindAsync<T>(ImmutableArray<ListenAddress> addresses, Func<Task<T>> start)
    {
        try
        {
            return await start();
        }
        catch (Exception exception) when (exception is IOException or SocketException or UnauthorizedAccessException)
        {
            throw Unavailable($"cannot listen on {string.Join(", ", addresses)}: {exception.Message}");
        }
    }

    private static GatewayStartException Unavailable(string reason) => new(ExitCode.Unavailable, [reason]);
}
