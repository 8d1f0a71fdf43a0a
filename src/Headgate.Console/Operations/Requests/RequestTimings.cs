using Headgate.Gateway.Pipeline.Record;

namespace Headgate.Console.Operations.Requests;

/// <summary>Where a request's time went, in milliseconds.</summary>
/// <param name="Queue">Waiting before the first dispatch.</param>
/// <param name="Connect">Making the connection of the answering attempt; zero on a pooled one.</param>
/// <param name="FirstToken">From arrival to the first content; null when there was none.</param>
/// <param name="Total">From arrival to the last byte.</param>
public sealed record RequestTimings(double Queue, double Connect, double? FirstToken, double Total)
{
    internal static RequestTimings Of(RequestRecord record) => new(
        Milliseconds.Of(record.Queue), Milliseconds.Of(record.Connect), Milliseconds.Of(record.FirstToken), Milliseconds.Of(record.Total));
}
