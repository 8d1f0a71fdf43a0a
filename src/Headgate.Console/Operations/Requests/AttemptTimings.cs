using Headgate.Gateway.Pipeline.Record;

namespace Headgate.Console.Operations.Requests;

/// <summary>Where an attempt's time went, in milliseconds.</summary>
/// <param name="Connect">Making the connection; zero on a pooled one.</param>
/// <param name="FirstToken">From sending to the first content; null when none came.</param>
/// <param name="Total">From sending to the end of the attempt.</param>
public sealed record AttemptTimings(double Connect, double? FirstToken, double Total)
{
    internal static AttemptTimings Of(AttemptRecord attempt) => new(
        Milliseconds.Of(attempt.Connect), Milliseconds.Of(attempt.FirstToken), Milliseconds.Of(attempt.Total));
}
