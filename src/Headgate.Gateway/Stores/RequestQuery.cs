
namespace Headgate.Gateway.Stores;

/// <summary>Which records are wanted; null members do not filter.</summary>
public sealed record RequestQuery
{
    /// <summary>Key name or id.</summary>
    public string? Key { get; init; }

    /// <summary>Team.</summary>
    public string? Team { get; init; }

    /// <summary>Model as the client asked.</summary>
    public string? Model { get; init; }

    /// <summary>Provider of the answering target.</summary>
    public string? Provider { get; init; }

    /// <summary>HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>From this moment on, inclusive.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Up to this moment, exclusive.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A tag, <c>name=value</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>Session.</summary>
    public string? Session { get; init; }

    /// <summary>Records at most; 1 to 1,000, default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The <see cref="RequestPage.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }
}
