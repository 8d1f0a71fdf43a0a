using System.Diagnostics;

namespace Headgate.Compare.Load;

/// <summary>
/// One request at a time, in turn through the proxy and straight to the upstream: what drifts on the machine
/// drifts for both, and the difference of the medians is what the proxy adds.
/// </summary>
internal static class AddedLoad
{
    private const int Discarded = 20;

    public static async Task<LoadReport> RunAsync(LoadJob job)
    {
        Scoreboard scores = new();
        Scoreboard directly = new();
        using HttpConnection proxy = new(job.Url);
        using HttpConnection direct = new(job.DirectUrl!);
        byte[] body = await File.ReadAllBytesAsync(job.BodyFile);
        byte[] toProxy = RequestBytes.Post(job.Url, job.Headers, body);
        byte[] toUpstream = RequestBytes.Post(job.DirectUrl!, job.Headers, body);
        List<double> added = [];
        List<double> alone = [];
        for (int i = 0; i < job.Samples + Discarded; i++)
        {
            double without = await TimeAsync(directly, direct, toUpstream);
            double with = await TimeAsync(scores, proxy, toProxy);
            if (i < Discarded)
                continue;
            alone.Add(without);
            added.Add(with);
        }

        return scores.Report() with
        {
            Added = Scoreboard.Quantile([.. added.Order()], 0.5) - Scoreboard.Quantile([.. alone.Order()], 0.5),
        };
    }

    private static async Task<double> TimeAsync(Scoreboard scores, HttpConnection connection, byte[] request)
    {
        long start = Stopwatch.GetTimestamp();
        await scores.ExchangeAsync(connection, (request, Wrong: false));
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
