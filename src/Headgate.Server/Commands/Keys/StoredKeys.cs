using Headgate.Console.Operations;
using Headgate.Console.Operations.Keys;
using Headgate.Storage;
using Headgate.Storage.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headgate.Server.Commands.Keys;

/// <summary>The desk of a data folder on which no gateway runs: the same operations, on the store itself.</summary>
internal sealed class StoredKeys : IKeyDesk
{
    private readonly SqliteConfigStore _store;
    private readonly IssueKey _issue;
    private readonly ListKeys _list;
    private readonly RevokeKey _revoke;
    private readonly RotateKey _rotate;

    /// <summary>Opens the store of a data folder.</summary>
    public static Outcome<IKeyDesk> Open(string folder) => SqliteConfigStore.Open(folder, TimeProvider.System) switch
    {
        Opening<SqliteConfigStore>.Opened store => new StoredKeys(store.Value, TimeProvider.System),
        Opening<SqliteConfigStore>.Unavailable refused => new Problem(ProblemCode.Unreachable, refused.Reason),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Takes over the store.</summary>
    public StoredKeys(SqliteConfigStore store, TimeProvider time)
    {
        _store = store;
        KeyDirectory keys = new(store, new NoConfig());
        _issue = new IssueKey(keys, time, NullLogger<IssueKey>.Instance);
        _list = new ListKeys(keys);
        _revoke = new RevokeKey(keys, NullLogger<RevokeKey>.Instance);
        _rotate = new RotateKey(keys, time, NullLogger<RotateKey>.Instance);
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
    public void Dispose() => _store.Dispose();
}
