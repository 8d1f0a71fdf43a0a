namespace Headgate.Gateway.Stores;

/// <summary>Which acts are wanted, the newest first; null members do not filter.</summary>
public sealed record AuditQuery
{
    /// <summary>Who acted, by name.</summary>
    public string? Actor { get; init; }

    /// <summary>What was done, by its name.</summary>
    public string? Operation { get; init; }

    /// <summary>From this moment on, inclusive.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Up to this moment, exclusive.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only acts with a number below this one.</summary>
    public long? Below { get; init; }

    /// <summary>Acts at most. Default 50.</summary>
    public int Limit { get; init; } = 50;
}
