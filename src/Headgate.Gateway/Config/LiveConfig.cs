using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config.Derivation;
using Headgate.Gateway.Config.Stored;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Vaults;
using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Config;

/// <summary>
/// The config in force. Looks every half second whether the store or a file has changed, and swaps the snapshot whole. A file counts
/// once it has stayed as it is from one look to the next: half of what is being written may be a valid config too. Files that are
/// wrong are refused: what was in force stays, while issued and revoked keys still count. Readers never wait; looks never overlap.
/// </summary>
public sealed class LiveConfig : ISnapshotSource, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ConfigSource _source;
    private readonly StoredKeys _stored;
    private readonly Vault _vault;
    private readonly BudgetAccounts _accounts;
    private readonly ReloadJournal _journal;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveConfig> _logger;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private ConfigReading _lastRead;
    private ConfigReading? _unsettled;
    private bool _isDue; // something has changed and is not in force yet
    private ConfigReading.Accepted _accepted;
    private (ConfigReading.Accepted Files, ImmutableArray<ConfigObject> Objects, LayeredConfig Config)? _layered; // for keys change more often
    private LiveState _live;

    private LiveConfig(ConfigSource source, ConfigReading.Accepted first, StoredKeys stored, Vault vault, BudgetAccounts accounts, ReloadJournal journal,
        TimeProvider time, ILogger<LiveConfig> logger)
    {
        (_source, _stored, _vault, _accounts, _journal, _time, _logger) = (source, stored, vault, accounts, journal, time, logger);
        (_lastRead, _accepted, Host) = (first, first, first.Host);
        _live = Derive();
        Log.Change(_logger, null, _live);
    }

    /// <inheritdoc />
    public ConfigSnapshot Current => Volatile.Read(ref _live).Snapshot;

    /// <summary>What was fixed at the start.</summary>
    public HostOptions Host { get; }

    /// <summary>The certificate for new handshakes; null without <c>server.tls</c>.</summary>
    public ServerCertificate? Certificate => Volatile.Read(ref _live).Derived.Certificate;

    /// <summary>Names of the teams in force, in order.</summary>
    public ImmutableArray<string> Teams => [.. Volatile.Read(ref _live).Derived.Teams.Keys];

    /// <summary>The files in force, without the store.</summary>
    public ConfigReading.Accepted Files => Volatile.Read(ref _accepted);

    /// <summary>How the config stands, for operators.</summary>
    public ConfigState State => Volatile.Read(ref _live).State;

    /// <summary>The config in force, to be shown.</summary>
    public EffectiveConfig Effective => new(Volatile.Read(ref _live));

    /// <summary>
    /// Puts a config in force that <paramref name="source"/> has read. Throws what the store and the ledger throw: without them there is no start.
    /// </summary>
    public static async ValueTask<LiveConfig> StartAsync(ConfigSource source, ConfigReading.Accepted first, IConfigStore store,
        BudgetAccounts accounts, IAuditLog audit, TimeProvider time, ILogger<LiveConfig> logger, CancellationToken cancellation,
        IConfigObjects? objects = null, Vault? vault = null)
    {
        var stored = new StoredKeys(store, objects, logger);
        await stored.LoadAsync(cancellation).ConfigureAwait(false);
        var live = new LiveConfig(source, first, stored, vault ?? Vault.Closed, accounts, new ReloadJournal(audit, logger), time, logger);
        await accounts.OpenAsync(live.Current, cancellation).ConfigureAwait(false);
        return live;
    }

    /// <summary>Looks for changes until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        ConfigSnapshot first = Current;
        Task prepared = Task.Run(() => first.Prices.Prepare(first.Providers), CancellationToken.None);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
                await LookAsync(TakeSettledFilesAsync, cancellation).ConfigureAwait(false);
                _accounts.Sweep();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // that is how it ends
        }

        await prepared.ConfigureAwait(false);
    }

    /// <summary>Looks at once: after an operation of the control plane, or when asked by a signal.</summary>
    public ValueTask<ReloadOutcome> ReloadAsync(CancellationToken cancellation) => LookAsync(TakeFilesAsync, cancellation);

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async ValueTask<ReloadOutcome> LookAsync(Func<CancellationToken, ValueTask<bool>> takeFiles, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            bool filesChanged = await takeFiles(cancellation).ConfigureAwait(false);
            bool storeChanged = await _stored.RefreshAsync(cancellation).ConfigureAwait(false);
            _isDue |= filesChanged || storeChanged;
            bool isNew = _isDue && await SwapAsync(cancellation).ConfigureAwait(false);
            return isNew ? new ReloadOutcome.Applied(_live.Snapshot.Hash, _live.State.NeedsRestart)
                : _lastRead is ConfigReading.Refused refused ? new ReloadOutcome.Refused(refused.Errors)
                : new ReloadOutcome.Unchanged();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<bool> TakeFilesAsync(CancellationToken cancellation) =>
        _lastRead.ReadFiles.HasChanged() && await TakeAsync(_source.Read(isServed: true), cancellation).ConfigureAwait(false);

    private async ValueTask<bool> TakeSettledFilesAsync(CancellationToken cancellation)
    {
        if (_unsettled is { } read && !read.ReadFiles.HasChanged())
        {
            return await TakeAsync(read, cancellation).ConfigureAwait(false);
        }

        _unsettled = _lastRead.ReadFiles.HasChanged() ? _source.Read(isServed: true) : null;
        return false;
    }

    private async ValueTask<bool> TakeAsync(ConfigReading read, CancellationToken cancellation)
    {
        if (!await _journal.WriteAsync(read, _lastRead, _accepted.Derived.Hash, cancellation).ConfigureAwait(false))
        {
            return false;
        }

        (_lastRead, _unsettled) = (read, null);
        Volatile.Write(ref _accepted, read as ConfigReading.Accepted ?? _accepted);
        return true;
    }

    /// <summary>
    /// True when something that counts has changed; a new comment in a file does not. A budget is in force only when it is known what was spent of
    /// it: as long as the ledger cannot say, the config stays as it was.
    /// </summary>
    private async ValueTask<bool> SwapAsync(CancellationToken cancellation)
    {
        LiveState before = _live;
        LiveState next = Derive();
        try
        {
            await _accounts.OpenAsync(next.Snapshot, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // The ledger is a port: whatever its driver throws, a ledger that is away must not stop the gateway.
            Log.LedgerFailed(_logger, failure);
            return false;
        }

        _isDue = false;
        bool isNew = next.Snapshot.Hash != before.Snapshot.Hash;
        if (isNew)
        {
            next.Snapshot.Prices.Prepare(next.Snapshot.Providers);
        }

        Volatile.Write(ref _live, isNew ? next : before with { State = next.State });
        Log.Change(_logger, before, _live);
        return isNew;
    }

    private LiveState Derive()
    {
        LayeredConfig config = Layer();
        ConfigSnapshot snapshot = SnapshotDerivation.Derive(config.Derived, _stored.Keys, out var storeWarnings);
        return new LiveState(config.Derived, snapshot, new ConfigState(
            Errors: _lastRead is ConfigReading.Refused refused ? refused.Errors : [],
            Warnings: [.. config.AllWarnings, .. storeWarnings],
            NeedsRestart: Host.Differences(_accepted.Host),
            StoreFailure: _stored.Failure));
    }

    private LayeredConfig Layer()
    {
        if (_layered is not { } known || known.Files != _accepted || known.Objects != _stored.Objects)
        {
            LayeredConfig config = _source.Lay(_accepted, [.. _stored.Objects.Select(each => OpenedObject.Open(each, _vault))]);
            _layered = known = (_accepted, _stored.Objects, config);
        }

        return known.Config;
    }
}
