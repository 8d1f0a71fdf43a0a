namespace Headgate.Gateway.Config;

/// <summary>What requests have in common that shall lead to the same target.</summary>
public enum StickyBy
{
    /// <summary>Nothing: each request for itself.</summary>
    None,

    /// <summary>The session that the client names.</summary>
    Session,

    /// <summary>The caller's key.</summary>
    Key,

    /// <summary>The application's user, as the body or the metadata names it.</summary>
    User,
}
