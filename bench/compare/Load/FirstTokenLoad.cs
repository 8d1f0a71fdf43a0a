using System.Diagnostics;
using System.Net.Sockets;

namespace Headgate.Compare.Load;

/// <summary>
/// One stream at a time, in turn through the proxy and straight to the upstream: what drifts on the machine
/// drifts for both, and the difference of the medians is what the proxy adds.
/// </summary>
internal static class FirstTokenLoad
{
    private const int Discarded = 20;

    public static async Task<LoadReport> RunAsync(LoadJob job)
    {
        Scoreboard scores = new();
        using Side proxy = new(job, job.Url);
        using Side direct = new(job, job.DirectUrl!);
        for (int i = 0; i < job.Samples + Discarded; i++)
        {
            scores.Send();
            await direct.SampleAsync(new Scoreboard());
            await proxy.SampleAsync(scores);
        }

        return scores.Report() with
        {
            AddedFirstToken = proxy.Median - direct.Median,
            DirectFirstToken = direct.Median,
        };
    }

    private sealed class Side : IDisposable
    {
        private readonly List<double> _microseconds = [];
        private readonly HttpConnection _connection;
        private readonly ChatStreamReader _reader;
        private readonly byte[] _request;
        private readonly int _chunks;

        public Side(LoadJob job, Uri url)
        {
            _connection = new HttpConnection(url);
            _reader = new ChatStreamReader(_connection);
            _request = RequestBytes.Post(url, job.Headers, File.ReadAllBytes(job.BodyFile));
            _chunks = job.Chunks;
        }

        public double Median => Scoreboard.Quantile([.. _microseconds.Skip(Discarded).Order()], 0.5);

        public async Task SampleAsync(Scoreboard scores)
        {
            long start = Stopwatch.GetTimestamp();
            try
            {
                int status = await _reader.ReadAsync(_request);
                if (status != 200 || !_reader.Done || _reader.ContentChunks != _chunks)
                {
                    scores.Fail($"Status {status}, {_reader.ContentChunks} content chunks.");
                    return;
                }

                _microseconds.Add(Stopwatch.GetElapsedTime(start, _reader.FirstToken).TotalMicroseconds);
                scores.Complete(start, _chunks);
            }
            catch (Exception broken) when (broken is SocketException or IOException)
            {
                scores.Fail(broken.Message);
                _connection.Dispose();
            }
        }

        public void Dispose() => _connection.Dispose();
    }
}
