using System.Collections.Immutable;
using Headgate.Console.Operations.Config;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Keys;

/// <summary>
/// The keys of files and store as one list. A change is in force when its call returns: the snapshot is made anew, and not
/// cut short when the caller leaves.
/// </summary>
public sealed class KeyDirectory(IConfigStore store, IConfigControl config)
{
    internal ImmutableArray<string> Teams => config.Teams;

    /// <summary>True when the config in force has somebody to tell of soft limits.</summary>
    internal bool HasWebhook => config.Current.Webhook is not null;

    internal async ValueTask<IEnumerable<VirtualKey>> AllAsync(CancellationToken cancellation) =>
        FileKeys.Concat(await store.KeysAsync(cancellation));

    /// <summary>The key with this id, else the one with this name; of two with one name, the file's, which is the one in force.</summary>
    internal async ValueTask<VirtualKey?> FindAsync(string idOrName, CancellationToken cancellation)
    {
        VirtualKey[] all = [.. await AllAsync(cancellation)];
        return all.FirstOrDefault(key => key.Id == idOrName) ?? all.FirstOrDefault(key => key.Name == idOrName);
    }

    /// <summary>Finds a key that may be changed here.</summary>
    internal async ValueTask<Outcome<VirtualKey>> FindStoredAsync(string idOrName, CancellationToken cancellation) =>
        await FindAsync(idOrName, cancellation) switch
        {
            null => Problem.NotFound("key"),
            { Layer: ConfigLayer.File } key => new Problem(
                ProblemCode.ReadOnly, $"The key `{key.Name}` comes from a config file: change it there."),
            { } key => key,
        };

    /// <summary>False when the name is taken.</summary>
    internal async ValueTask<bool> AddAsync(VirtualKey key, CancellationToken cancellation) =>
        !FileKeys.Any(taken => taken.Name == key.Name)
        && await ReloadAfter(store.AddKeyAsync(key, cancellation));

    /// <summary>False when the key was revoked meanwhile.</summary>
    internal ValueTask<bool> ReplaceDigestAsync(string id, KeyDigest digest, DateTimeOffset? priorUntil, CancellationToken cancellation) =>
        ReloadAfter(store.ReplaceDigestAsync(id, digest, priorUntil, cancellation));

    /// <summary>False when the key was revoked meanwhile.</summary>
    internal ValueTask<bool> RevokeAsync(string id, CancellationToken cancellation) =>
        ReloadAfter(store.RevokeKeyAsync(id, cancellation));

    private IEnumerable<VirtualKey> FileKeys => config.Current.Keys.All.Where(key => key.Layer == ConfigLayer.File);

    private async ValueTask<bool> ReloadAfter(ValueTask<bool> change)
    {
        bool changed = await change;
        if (changed)
        {
            await config.ReloadAsync(CancellationToken.None);
        }

        return changed;
    }
}
