using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Stored;

/// <summary>What came of sealing all secrets of the store with the key in force.</summary>
public abstract record Resealing
{
    private Resealing()
    {
    }

    /// <summary>All are sealed with it.</summary>
    /// <param name="KeyId">The key's id.</param>
    /// <param name="Resealed">Those that were not.</param>
    /// <param name="Kept">Those that were already.</param>
    public sealed record Done(string KeyId, int Resealed, int Kept) : Resealing;

    /// <summary>Some cannot be opened; nothing is changed.</summary>
    /// <param name="Errors">Which, and why.</param>
    public sealed record Refused(ImmutableArray<ConfigError> Errors) : Resealing;

    /// <summary>An object was changed meanwhile; nothing is changed.</summary>
    public sealed record Outdated : Resealing;

    /// <summary>There is no <c>HEADGATE_SECRET_KEY</c> to seal with.</summary>
    public sealed record Locked : Resealing;
}
