using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;

namespace Headgate.Compare.Load;

/// <summary>Counts what was sent and what came of it, from many connections at once.</summary>
internal sealed class Scoreboard
{
    private readonly ConcurrentBag<double> _microseconds = [];
    private long _sent;
    private long _completed;
    private long _wrong;
    private long _refused;
    private long _failed;
    private long _chunks;
    private string? _firstFailure;

    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Sends one request and accounts for the answer; a connection that broke is closed and counted as a failure.</summary>
    public async Task ExchangeAsync(HttpConnection connection, (byte[] Request, bool Wrong) drawn)
    {
        Interlocked.Increment(ref _sent);
        if (drawn.Wrong)
            Interlocked.Increment(ref _wrong);
        long start = Stopwatch.GetTimestamp();
        try
        {
            await connection.SendAsync(drawn.Request);
            int status = await connection.ReadStatusAsync();
            await connection.SkipBodyAsync();
            Answered(status, drawn.Wrong, start);
        }
        catch (Exception broken) when (broken is SocketException or IOException)
        {
            Fail(broken.Message);
            connection.Dispose();
        }
    }

    /// <summary>Counts a request that is not sent by <see cref="ExchangeAsync"/>.</summary>
    public void Send() => Interlocked.Increment(ref _sent);

    public void Complete(long start, int chunks = 0)
    {
        Interlocked.Increment(ref _completed);
        Interlocked.Add(ref _chunks, chunks);
        _microseconds.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
    }

    public void Fail(string reason)
    {
        Interlocked.Increment(ref _failed);
        Interlocked.CompareExchange(ref _firstFailure, reason, null);
    }

    public LoadReport Report()
    {
        double[] sorted = [.. _microseconds.Order()];
        return new LoadReport
        {
            Sent = _sent,
            Completed = _completed,
            Wrong = _wrong,
            Refused = _refused,
            Failed = _failed,
            FirstFailure = _firstFailure,
            Chunks = _chunks,
            P50 = Quantile(sorted, 0.50),
            P99 = Quantile(sorted, 0.99),
        };
    }

    private void Answered(int status, bool wrong, long start)
    {
        if (status == 200 && !wrong)
            Complete(start);
        else if (status == 401 && wrong)
            Interlocked.Increment(ref _refused);
        else
            Fail($"Status {status}{(wrong ? " for the wrong key" : "")}.");
    }

    public static double Quantile(double[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)];
}
