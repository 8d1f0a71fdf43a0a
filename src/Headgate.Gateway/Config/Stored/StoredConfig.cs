using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Vaults;

namespace Headgate.Gateway.Config.Stored;

/// <summary>
/// Changes providers and aliases in the store. A change is checked with all that it would be served with before it is stored, and its secrets are sealed
/// before the store sees them. What changes is in force once the config was read anew. Thread-safe.
/// </summary>
/// <param name="store">Where they are.</param>
/// <param name="vault">What their secrets are sealed with.</param>
/// <param name="source">How a config is read.</param>
/// <param name="files">The files in force.</param>
public sealed class StoredConfig(IConfigObjects store, Vault vault, ConfigSource source, Func<ConfigReading.Accepted> files) : IDisposable
{
    private const int MostObjects = 1000;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>What of a store cannot be opened with the keys of a vault, each with its reason; empty when all can.</summary>
    public static async ValueTask<ImmutableArray<ConfigError>> UnreadableAsync(IConfigObjects store, Vault vault, CancellationToken cancellation) =>
        [.. (await store.ObjectsAsync(cancellation).ConfigureAwait(false)).SelectMany(each => OpenedObject.Open(each, vault).Errors)];

    /// <summary>True when the files have an object of this name.</summary>
    public bool IsOfFiles(ConfigObjectKind kind, string name) => StoreLayer.Has(files(), kind, name);

    /// <summary>An object of the store, also when the files have one of its name; null when there is none.</summary>
    public async ValueTask<ConfigObject?> FindAsync(ConfigObjectKind kind, string name, CancellationToken cancellation) =>
        Find(await store.ObjectsAsync(cancellation).ConfigureAwait(false), kind, name);

    /// <summary>Adds an object or replaces the one of its name.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="body">The section that would stand in a file. <c>***</c> in place of a secret keeps the one that is there.</param>
    /// <param name="version">The version to replace; null for whatever is there.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public ValueTask<ObjectChange> PutAsync(ConfigObjectKind kind, string name, JsonElement body, long? version, CancellationToken cancellation) =>
        InTurnAsync<ObjectChange>(async rows =>
        {
            ConfigObject? before = Find(rows, kind, name);
            if (version is not null && version != before?.Version)
            {
                return new ObjectChange.Outdated();
            }

            if (IsOfFiles(kind, name))
            {
                return new ObjectChange.OfFiles();
            }

            HiddenBody hidden = ObjectBody.Hide(kind, body);
            if (!hidden.Secrets.IsEmpty && !vault.CanSeal)
            {
                return new ObjectChange.Locked();
            }

            var report = new ConfigReport();
            ConfigPlace at = OpenedObject.PlaceOf(kind, name);
            ImmutableDictionary<string, string> secrets = KeptSecrets.Resolve(hidden, before, vault, at, report);
            ConfigNode node = ObjectBody.Read(kind, body, secrets, at, report);
            var draft = new ConfigObject(kind, name, 0, hidden.Text, []);
            if (before is null && rows.Length >= MostObjects)
            {
                report.Error(at, $"the store has {MostObjects} providers and models, and takes no more");
            }

            ImmutableArray<ConfigError> errors =
                report.HasErrors ? report.Errors : ErrorsOf(rows, [.. rows.Where(row => row != before)], new OpenedObject(draft, node, []));
            if (!errors.IsEmpty)
            {
                return new ObjectChange.Refused(errors);
            }

            ConfigObject after = Seal(draft with { Version = await store.NextVersionAsync(cancellation).ConfigureAwait(false) }, secrets);
            return await store.PutObjectAsync(after, before?.Version, cancellation).ConfigureAwait(false)
                ? new ObjectChange.Done(before, after)
                : new ObjectChange.Outdated();
        }, cancellation);

    /// <summary>Removes an object, also one that cannot be opened, or that the files have one of the same name as.</summary>
    public ValueTask<ObjectChange> RemoveAsync(ConfigObjectKind kind, string name, CancellationToken cancellation) =>
        InTurnAsync<ObjectChange>(async rows =>
        {
            if (Find(rows, kind, name) is not { } before)
            {
                return IsOfFiles(kind, name) ? new ObjectChange.OfFiles() : new ObjectChange.Missing();
            }

            ImmutableArray<ConfigError> errors = ErrorsOf(rows, [.. rows.Where(row => row != before)], null);
            return !errors.IsEmpty ? new ObjectChange.Refused(errors)
                : await store.RemoveObjectAsync(kind, name, before.Version, cancellation).ConfigureAwait(false) ? new ObjectChange.Done(before, null)
                : new ObjectChange.Outdated();
        }, cancellation);

    /// <summary>Seals every secret with the key in force, so that the one before it is no longer needed.</summary>
    public ValueTask<Resealing> ResealAsync(CancellationToken cancellation) => InTurnAsync<Resealing>(async rows =>
    {
        if (vault.KeyId is not { } keyId)
        {
            return new Resealing.Locked();
        }

        ImmutableArray<ConfigError> errors = [.. rows.SelectMany(row => OpenedObject.Open(row, vault).Errors)];
        if (!errors.IsEmpty)
        {
            return new Resealing.Refused(errors);
        }

        int all = rows.Sum(row => row.Credentials.Length);
        ImmutableArray<ConfigObject> old = [.. rows.Where(row => row.Credentials.Any(credential => vault.IsOld(credential.Envelope)))];
        int resealed = old.Sum(row => row.Credentials.Count(credential => vault.IsOld(credential.Envelope)));
        return old.IsEmpty || await store.ResealAsync([.. old.Select(Reseal)], cancellation).ConfigureAwait(false)
            ? new Resealing.Done(keyId, resealed, all - resealed)
            : new Resealing.Outdated();
    }, cancellation);

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async ValueTask<T> InTurnAsync<T>(Func<ImmutableArray<ConfigObject>, ValueTask<T>> change, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false); // what was checked with the rows as they are is stored beside those very rows
        try
        {
            return await change(await store.ObjectsAsync(cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What would be wrong after a change that is not wrong now: what is left out already does not stand in its way.</summary>
    private ImmutableArray<ConfigError> ErrorsOf(ImmutableArray<ConfigObject> before, ImmutableArray<ConfigObject> rest, OpenedObject? next)
    {
        HashSet<ConfigObject> known = [.. Lay(before, null).LeftOut.Select(each => each.Row)];
        return [.. Lay(rest, next).LeftOut.Where(each => !known.Contains(each.Row)).SelectMany(each => each.Errors)];
    }

    private LayeredConfig Lay(ImmutableArray<ConfigObject> rows, OpenedObject? next) =>
        source.Lay(files(), [.. rows.Select(row => OpenedObject.Open(row, vault)), .. next is null ? [] : (ReadOnlySpan<OpenedObject>)[next]]);

    private ConfigObject Reseal(ConfigObject row) => Seal(
        row,
        row.Credentials.ToImmutableDictionary(
            credential => credential.Id,
            credential => ((VaultOpening.Opened)vault.Open(credential.Envelope, SealPlace.Of(row, credential.Id))).Secret));

    private ConfigObject Seal(ConfigObject row, ImmutableDictionary<string, string> secrets) => row with
    {
        Credentials =
        [
            .. secrets.OrderBy(secret => secret.Key, StringComparer.Ordinal)
                .Select(secret => new SealedCredential(secret.Key, vault.Seal(secret.Value, SealPlace.Of(row, secret.Key)))),
        ],
    };

    private static ConfigObject? Find(ImmutableArray<ConfigObject> rows, ConfigObjectKind kind, string name) =>
        rows.FirstOrDefault(row => row.Kind == kind && row.Name == name);
}
