namespace Headgate.Compare.Load;

/// <summary>What came of a load, as it is printed for the harness. Times are microseconds.</summary>
public sealed record LoadReport
{
    public long Sent { get; init; }

    /// <summary>Answered 200, and streams also whole.</summary>
    public long Completed { get; init; }

    /// <summary>Sent with the wrong key.</summary>
    public long Wrong { get; init; }

    /// <summary>Sent with the wrong key and answered 401.</summary>
    public long Refused { get; init; }

    public long Failed { get; init; }

    /// <summary>The first failure, for the reader who has to find out.</summary>
    public string? FirstFailure { get; init; }

    /// <summary>Content chunks of all completed streams.</summary>
    public long Chunks { get; init; }

    public double P50 { get; init; }

    public double P99 { get; init; }

    /// <summary>Median time to the first token through the proxy, less the median of the direct calls made in turn with them.</summary>
    public double AddedFirstToken { get; init; }

    /// <summary>Median time to a whole answer through the proxy, less the median of the direct calls made in turn with them.</summary>
    public double Added { get; init; }

    /// <summary>Median time to the first token of the direct calls.</summary>
    public double DirectFirstToken { get; init; }
}
