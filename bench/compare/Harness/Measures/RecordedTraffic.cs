namespace Headgate.Compare.Harness.Measures;

/// <summary>What the gateway's own log says of the traffic.</summary>
/// <param name="Answered">Requests recorded as answered whole, with status 200.</param>
/// <param name="Refused">Requests recorded with status 401.</param>
/// <param name="InputTokens">Sum over those answered.</param>
/// <param name="OutputTokens">Sum over those answered.</param>
internal readonly record struct RecordedTraffic(long Answered, long Refused, long InputTokens, long OutputTokens)
{
    public static RecordedTraffic operator +(RecordedTraffic left, RecordedTraffic right) => new(
        left.Answered + right.Answered,
        left.Refused + right.Refused,
        left.InputTokens + right.InputTokens,
        left.OutputTokens + right.OutputTokens);
}
