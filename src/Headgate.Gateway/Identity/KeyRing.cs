using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Headgate.Gateway.Identity;

/// <summary>All virtual keys in force, found by digest.</summary>
public sealed class KeyRing(ImmutableArray<VirtualKey> keys)
{
    private readonly FrozenDictionary<KeyDigest, VirtualKey> _byDigest = keys.ToFrozenDictionary(key => key.Digest);

    /// <summary>All of them, files first.</summary>
    public ImmutableArray<VirtualKey> All { get; } = keys;

    /// <summary>The key with this secret's digest; null when there is none.</summary>
    public VirtualKey? Find(KeyDigest digest) => _byDigest.GetValueOrDefault(digest);
}
