namespace Headgate.Compare.Harness.Loads;

/// <summary>What <c>small.lua</c> prints at the end. Requests under way at the end were sent, and not answered.</summary>
/// <param name="Sent">Requests handed to wrk, one or two of them never sent.</param>
/// <param name="Wrong">Those of them with the wrong key.</param>
/// <param name="Answered">Answers that came, whatever their status.</param>
/// <param name="BadStatus">Answers of 400 and above.</param>
/// <param name="Broken">Connections that failed and answers that took too long.</param>
/// <param name="Microseconds">How long the load ran.</param>
/// <param name="P50">Median latency in microseconds.</param>
/// <param name="P99">The 99th percentile of latency in microseconds.</param>
internal sealed record WrkReport(
    long Sent, long Wrong, long Answered, long BadStatus, long Broken, long Microseconds, double P50, double P99)
{
    public double RequestsPerSecond => Answered * 1e6 / Microseconds;
}
