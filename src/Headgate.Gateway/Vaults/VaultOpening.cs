namespace Headgate.Gateway.Vaults;

/// <summary>What came of opening an envelope.</summary>
public abstract record VaultOpening
{
    private VaultOpening()
    {
    }

    /// <summary>It is open.</summary>
    public sealed record Opened : VaultOpening
    {
        internal Opened(string secret) => Secret = secret;

        /// <summary>The secret. Never printed: it is no member that a record shows.</summary>
        internal string Secret { get; }
    }

    /// <summary>It was sealed with a key that is not given.</summary>
    /// <param name="KeyId">That key's id.</param>
    public sealed record OtherKey(string KeyId) : VaultOpening;

    /// <summary>It was changed, or belongs elsewhere.</summary>
    public sealed record Corrupt : VaultOpening;
}
