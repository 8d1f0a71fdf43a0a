using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;
using Headgate.Console.Operations.Keys;
using Headgate.Storage.Audit;
using Headgate.Storage.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headgate.Server.Commands.Keys;

/// <summary>The desk of a data folder on which no gateway runs: the same operations, on the store itself.</summary>
internal sealed class StoredKeys : IKeyDesk
{
    private readonly SqliteConfigStore _store;
    private readonly SqliteAuditLog _audit;
    private readonly IssueKey _issue;
    private readonly ListKeys _list;
    private readonly RevokeKey _revoke;
    private readonly RotateKey _rotate;

    /// <summary>Opens the store and the audit log of a data folder.</summary>
    public static Outcome<IKeyDesk> Open(string folder)
    {
        if (SqliteConfigStore.Open(folder, TimeProvider.System).Failed(out string? reason, out SqliteConfigStore? store))
        {
            return new Problem(ProblemCode.Unreachable, reason);
        }

        if (SqliteAuditLog.Open(folder, TimeProvider.System).Failed(out reason, out SqliteAuditLog? audit))
        {
            store.Dispose();
            return new Problem(ProblemCode.Unreachable, reason);
        }

        return new StoredKeys(store, audit, TimeProvider.System);
    }

    /// <summary>Takes over both.</summary>
    public StoredKeys(SqliteConfigStore store, SqliteAuditLog audit, TimeProvider time)
    {
        (_store, _audit) = (store, audit);
        AuditTrail trail = new(audit, NullLogger<AuditTrail>.Instance);
        KeyDirectory keys = new(store, new NoConfig());
        _issue = new IssueKey(keys, trail, time, NullLogger<IssueKey>.Instance);
        _list = new ListKeys(keys);
        _revoke = new RevokeKey(keys, trail, NullLogger<RevokeKey>.Instance);
        _rotate = new RotateKey(keys, trail, time, NullLogger<RotateKey>.Instance);
    }

    /// <inheritdoc />
    public ValueTask<Outcome<KeyView>> IssueAsync(IssueKeyInput key, CancellationToken cancellation) =>
        _issue.RunAsync(key, Actor.Local, cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<Listing<KeyView>>> ListAsync(PageInput page, CancellationToken cancellation) =>
        _list.RunAsync(page, Actor.Local, cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<KeyView>> RevokeAsync(string idOrName, CancellationToken cancellation) =>
        _revoke.RunAsync(idOrName, Actor.Local, cancellation);

    /// <inheritdoc />
    public ValueTask<Outcome<KeyView>> RotateAsync(RotateKeyInput input, CancellationToken cancellation) =>
        _rotate.RunAsync(input, Actor.Local, cancellation);

    /// <inheritdoc />
    public void Dispose()
    {
        _audit.Dispose();
        _store.Dispose();
    }
}
