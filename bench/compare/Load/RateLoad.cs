using System.Collections.Concurrent;
using System.Diagnostics;

namespace Headgate.Compare.Load;

/// <summary>
/// Requests leave when they are due, a millisecond's worth at a time. A proxy that falls behind has more connections opened to it,
/// up to the job's limit; past it, requests are not sent, and the harness sees fewer than it asked for.
/// </summary>
internal static class RateLoad
{
    public static async Task<LoadReport> RunAsync(LoadJob job)
    {
        RequestMix mix = new(job);
        Scoreboard scores = new();
        ConcurrentQueue<HttpConnection> idle = new();
        List<HttpConnection> all = [];
        List<Task> underWay = [];

        Stopwatch clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < job.Seconds)
        {
            long due = (long)(clock.Elapsed.TotalSeconds * job.Rate);
            while (scores.Sent < due && TryTakeConnection(out HttpConnection connection))
                underWay.Add(ExchangeAsync(connection));
            Thread.Sleep(1);
        }

        await Task.WhenAll(underWay);
        all.ForEach(connection => connection.Dispose());
        return scores.Report();

        bool TryTakeConnection(out HttpConnection connection)
        {
            // First in, first out: none stays idle long enough for a server to close it.
            if (idle.TryDequeue(out connection!))
                return true;
            if (all.Count == job.Concurrency)
                return false;
            all.Add(connection = new HttpConnection(job.Url));
            return true;
        }

        async Task ExchangeAsync(HttpConnection connection)
        {
            await scores.ExchangeAsync(connection, mix.Next());
            idle.Enqueue(connection);
        }
    }
}
