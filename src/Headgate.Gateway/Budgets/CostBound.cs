using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Budgets;

/// <summary>The most that a call can come to, as far as its size and what it asks for bound it.</summary>
/// <param name="Sent">What it sends, in nano-dollars × a million.</param>
/// <param name="PerToken">Each token of the answer, in nano-dollars per million.</param>
internal readonly record struct CostBound(Int128 Sent, long PerToken)
{
    /// <summary>Reads it off the prices; null when one that is needed is not known.</summary>
    /// <param name="row">The prices that hold.</param>
    /// <param name="bytes">The size of what is sent: a token has at least a byte.</param>
    /// <param name="isAnswered">True when tokens are generated.</param>
    public static CostBound? Of(PriceRow row, long bytes, bool isAnswered)
    {
        long? input = Most(row[PriceMeter.Input], row[PriceMeter.CacheWrite5m], row[PriceMeter.CacheWrite30m], row[PriceMeter.CacheWrite1h],
            row[PriceMeter.CacheWrite12h], row[PriceMeter.SearchUnit] is null ? null : 0);
        long? output = isAnswered ? Most(
            row[PriceMeter.Output], row[PriceMeter.OutputReasoning], row[PriceMeter.OutputAudio], row[PriceMeter.OutputImage]) : 0;
        return input is { } perToken && output is { } perAnswered
            ? new CostBound(((Int128)bytes * perToken) + Searches(row, bytes) + (row[PriceMeter.Request] ?? 0), perAnswered)
            : null;
    }

    /// <summary>The greater of two bounds, part by part.</summary>
    public static CostBound Greater(CostBound one, CostBound other) =>
        new(Int128.Max(one.Sent, other.Sent), Math.Max(one.PerToken, other.PerToken));

    /// <summary>With an answer of so many tokens; never negative, and never more than <see cref="Beyond"/>, which no budget pays for.</summary>
    public Money With(long tokens)
    {
        Int128 all = Sent + ((Int128)Math.Max(0, tokens) * PerToken);
        return all < 0 ? Money.Zero : all > (Int128)Beyond.Nanodollars * 1_000_000 ? Beyond : Money.OfMillionths(all);
    }

    /// <summary>A billion dollars; some of them can still be added up.</summary>
    public static Money Beyond => new(1_000_000_000_000_000_000);

    /// <summary>The longest answer that an amount pays for, in tokens; negative where it does not pay for what is sent.</summary>
    public long Affords(Money amount)
    {
        Int128 left = ((Int128)amount.Nanodollars * 1_000_000) - Sent;
        return left < 0 ? -1 : PerToken == 0 ? long.MaxValue : (long)Int128.Min(left / PerToken, long.MaxValue);
    }

    // A unit is a query over up to 100 documents, and a document has at least three bytes in JSON.
    private static Int128 Searches(PriceRow row, long bytes) => (Int128)(row[PriceMeter.SearchUnit] ?? 0) * ((bytes / 300) + 1);

    private static long? Most(params ReadOnlySpan<long?> prices)
    {
        long? most = null;
        foreach (long? price in prices)
        {
            most = most is null || price > most ? price ?? most : most;
        }

        return most;
    }
}
