namespace Headgate.Compare.Harness.Measures;

/// <summary>What the gateway's own log says of the traffic.</summary>
/// <param name="Answered">Requests recorded with status 200.</param>
/// <param name="Refused">Requests recorded with status 401.</param>
/// <param name="InputTokens">Sum over all records.</param>
/// <param name="OutputTokens">Sum over all records.</param>
internal readonly record struct RecordedTraffic(long Answered, long Refused, long InputTokens, long OutputTokens);
