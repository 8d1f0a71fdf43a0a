namespace Headgate.Console.Operations.Audit;

/// <summary>Which acts are wanted; null members do not filter.</summary>
/// <param name="Page">The part of the list.</param>
public sealed record ListAuditInput(PageInput Page)
{
    /// <summary>Who acted, by name.</summary>
    public string? Actor { get; init; }

    /// <summary>What was done: <c>issue_key</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>From this moment on, inclusive.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Up to this moment, exclusive.</summary>
    public DateTimeOffset? Until { get; init; }
}
