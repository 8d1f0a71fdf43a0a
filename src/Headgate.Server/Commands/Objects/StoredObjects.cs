using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;
using Headgate.Console.Operations.Objects;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Stored;
using Headgate.Gateway.Vaults;
using Headgate.Server.Commands.Keys;
using Headgate.Storage.Audit;
using Headgate.Storage.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headgate.Server.Commands.Objects;

/// <summary>
/// The desk of a data folder on which no gateway runs: the same operations, on the store itself, checked with the config that would be served.
/// </summary>
internal sealed class StoredObjects : IObjectDesk
{
    private readonly SqliteConfigStore _store;
    private readonly SqliteAuditLog _audit;
    private readonly StoredConfig _stored;
    private readonly AuditTrail _trail;
    private readonly ObjectDirectory _objects;

    private StoredObjects(SqliteConfigStore store, SqliteAuditLog audit, Vault vault, ConfigSource source, ConfigReading.Accepted files)
    {
        (_store, _audit) = (store, audit);
        _stored = new StoredConfig(store, vault, source, () => files);
        _trail = new AuditTrail(audit, NullLogger<AuditTrail>.Instance);
        _objects = new ObjectDirectory(_stored, new NoConfig());
    }

    /// <summary>Opens the store and the audit log of a data folder.</summary>
    public static Outcome<IObjectDesk> Open(string folder, ConfigInputs inputs)
    {
        if (Vault.Read(inputs.Variable, out string wrongKey) is not { } vault)
        {
            return new Problem(ProblemCode.SecretKeyMissing, wrongKey);
        }

        ConfigSource source = new(inputs, TimeProvider.System);
        if (source.Read() is not ConfigReading.Accepted files)
        {
            return new Problem(ProblemCode.InvalidConfig, "The config files are refused: `headgate validate` says why.");
        }

        if (SqliteConfigStore.Open(folder, TimeProvider.System).Failed(out string? reason, out SqliteConfigStore? store))
        {
            return new Problem(ProblemCode.Unreachable, reason);
        }

        if (SqliteAuditLog.Open(folder, TimeProvider.System).Failed(out reason, out SqliteAuditLog? audit))
        {
            store.Dispose();
            return new Problem(ProblemCode.Unreachable, reason);
        }

        return new StoredObjects(store, audit, vault, source, files);
    }

    /// <inheritdoc />
    public ValueTask<Outcome<ConfigObjectView>> GetAsync(string section, string name, CancellationToken cancellation) => IsProviders(section)
        ? new GetProvider(_objects).RunAsync(name, Actor.Local, cancellation)
        : new GetModel(_objects).RunAsync(name, Actor.Local, cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<ConfigObjectView>> PutAsync(string section, PutObjectInput input, CancellationToken cancellation) => IsProviders(section)
        ? new PutProvider(_objects, _trail).RunAsync(input, Actor.Local, cancellation)
        : new PutModel(_objects, _trail).RunAsync(input, Actor.Local, cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<ConfigObjectView>> RemoveAsync(string section, string name, CancellationToken cancellation) => IsProviders(section)
        ? new RemoveProvider(_objects, _trail).RunAsync(name, Actor.Local, cancellation)
        : new RemoveModel(_objects, _trail).RunAsync(name, Actor.Local, cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<SecretsView>> RotateSecretsAsync(CancellationToken cancellation) =>
        new RotateSecrets(_objects, _trail).RunAsync(Nothing.Value, Actor.Local, cancellation);

    /// <inheritdoc />
    public void Dispose()
    {
        _stored.Dispose();
        _audit.Dispose();
        _store.Dispose();
    }

    private static bool IsProviders(string section) => section == "providers";
}
