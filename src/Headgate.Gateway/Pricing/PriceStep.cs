namespace Headgate.Gateway.Pricing;

/// <summary>Prices that hold under conditions; all that are given must be met.</summary>
/// <param name="Prices">The prices; a meter it does not name keeps the price of the steps before.</param>
public sealed record PriceStep(PriceRow Prices)
{
    /// <summary><c>from</c>: the first day, UTC; null = always.</summary>
    public DateOnly? From { get; init; }

    /// <summary><c>hours</c>: the time of day, UTC, from (inclusive) to (exclusive), over midnight where it ends before it begins; null = all day.</summary>
    public (TimeOnly From, TimeOnly To)? Hours { get; init; }

    /// <summary><c>above</c>: only for requests with more input tokens than this, cached ones included, and then for all of them; null = any.</summary>
    public long? Above { get; init; }

    /// <summary><c>tier</c>: the service tier that the vendor says it served; null = any.</summary>
    public string? Tier { get; init; }

    internal bool Holds(DateTimeOffset at, long input, string? tier) =>
        (From is not { } first || DateOnly.FromDateTime(at.UtcDateTime) >= first)
        && (Hours is not var (from, to) || TimeOnly.FromDateTime(at.UtcDateTime).IsBetween(from, to))
        && !(input <= Above)
        && (Tier is null || Tier == tier);
}
