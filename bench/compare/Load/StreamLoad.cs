using System.Diagnostics;
using System.Net.Sockets;

namespace Headgate.Compare.Load;

/// <summary>Streams in parallel, one after the other on each connection. A stream counts only when it is whole.</summary>
internal static class StreamLoad
{
    public static async Task<LoadReport> RunAsync(LoadJob job)
    {
        byte[] request = RequestBytes.Post(job.Url, job.Headers, File.ReadAllBytes(job.BodyFile));
        Scoreboard scores = new();
        using CancellationTokenSource over = new(TimeSpan.FromSeconds(job.Seconds));
        await Task.WhenAll(Enumerable.Range(0, job.Concurrency).Select(RunConnectionAsync));
        return scores.Report();

        async Task RunConnectionAsync(int number)
        {
            // Spread over the first period, or all streams would start, tick and end together.
            await Task.Delay(number * 500 / job.Concurrency);
            using HttpConnection connection = new(job.Url);
            ChatStreamReader reader = new(connection);
            while (!over.IsCancellationRequested)
                await PlayAsync(connection, reader);
        }

        async Task PlayAsync(HttpConnection connection, ChatStreamReader reader)
        {
            long start = Stopwatch.GetTimestamp();
            scores.Send();
            try
            {
                int status = await reader.ReadAsync(request);
                if (status == 200 && reader.Done && reader.ContentChunks == job.Chunks)
                    scores.Complete(start, reader.ContentChunks);
                else
                    scores.Fail($"Status {status}, {reader.ContentChunks} content chunks, {(reader.Done ? "ended" : "not ended")}.");
            }
            catch (Exception broken) when (broken is SocketException or IOException)
            {
                scores.Fail(broken.Message);
                connection.Dispose();
            }
        }
    }
}
