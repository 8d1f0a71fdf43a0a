namespace Headgate.Storage.Ledger;

/// <summary>The quarter of an hour, UTC, that spending is summed by: all zones' hours and days begin at one.</summary>
internal static class LedgerBucket
{
    /// <summary>The bucket of a moment.</summary>
    public static long Of(DateTimeOffset moment) => Math.DivRem(moment.UtcTicks, 15 * TimeSpan.TicksPerMinute).Quotient;
}
