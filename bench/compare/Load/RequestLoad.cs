namespace Headgate.Compare.Load;

/// <summary>Each connection sends its next request when the last one was answered.</summary>
internal static class RequestLoad
{
    public static async Task<LoadReport> RunAsync(LoadJob job)
    {
        RequestMix mix = new(job);
        Scoreboard scores = new();
        using CancellationTokenSource over = new(TimeSpan.FromSeconds(job.Seconds));
        await Task.WhenAll(Enumerable.Range(0, job.Concurrency).Select(_ => RunConnectionAsync()));
        return scores.Report();

        async Task RunConnectionAsync()
        {
            using HttpConnection connection = new(job.Url);
            while (!over.IsCancellationRequested)
                await scores.ExchangeAsync(connection, mix.Next());
        }
    }
}
