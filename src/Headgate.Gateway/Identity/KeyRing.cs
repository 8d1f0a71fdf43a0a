using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Headgate.Gateway.Identity;

/// <summary>All virtual keys in force, found by digest.</summary>
public sealed class KeyRing(ImmutableArray<VirtualKey> keys)
{
    private readonly FrozenDictionary<KeyDigest, VirtualKey> _byDigest = ByDigest(keys);

    /// <summary>All of them, files first.</summary>
    public ImmutableArray<VirtualKey> All { get; } = keys;

    /// <summary>The key with this secret's digest, also where that is its prior one, over or not; null when there is none.</summary>
    public VirtualKey? Find(KeyDigest digest) => _byDigest.GetValueOrDefault(digest);

    private static FrozenDictionary<KeyDigest, VirtualKey> ByDigest(ImmutableArray<VirtualKey> keys)
    {
        Dictionary<KeyDigest, VirtualKey> byDigest = keys.ToDictionary(key => key.Digest);
        foreach (VirtualKey key in keys)
        {
            if (key.Prior is { } prior)
            {
                byDigest.TryAdd(prior.Digest, key); // a secret that is a key's own is that key's
            }
        }

        return byDigest.ToFrozenDictionary();
    }
}
