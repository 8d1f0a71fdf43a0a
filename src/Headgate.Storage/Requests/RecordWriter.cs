using System.Collections.Concurrent;
using System.Threading.Channels;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;
using Headgate.Storage.Sqlite;

namespace Headgate.Storage.Requests;

/// <summary>
/// One thread that writes what requests leave in a bounded queue. A request only enqueues; the first record after a rest starts a timer,
/// and when it fires all that has gathered is written. So a busy gateway pays one wake-up per batch, an idle one none.
/// </summary>
internal sealed class RecordWriter : IRecordSink, IAsyncDisposable
{
    private const int BatchRows = 1_000;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private readonly Channel<RequestRecord> _queue;
    private readonly ConcurrentQueue<TaskCompletionSource> _flushes = new();
    private readonly AutoResetEvent _wake = new(initialState: true);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SqliteOptions _options;
    private readonly DayWriters _days;
    private readonly Pace _dropReports;
    private readonly ITimer _gathered;
    private readonly ITimer _sweep;

    private bool _isResting;
    private bool _sweepDue = true;
    private volatile bool _isClosing;
    private long _pending;
    private long _dropped;
    private long _droppedReported;

    public RecordWriter(DayFiles files, SqliteOptions options)
    {
        _options = options;
        _days = new DayWriters(files, options.Time, options.Logger);
        _dropReports = new Pace(options.Time, TimeSpan.FromSeconds(10));
        _queue = Channel.CreateBounded<RequestRecord>(new BoundedChannelOptions(options.Capacity) { SingleReader = true });
        _gathered = options.Time.CreateTimer(_ => _wake.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _sweep = options.Time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
        new Thread(Run) { Name = "request log", IsBackground = true }.Start();
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    public long Pending => Interlocked.Read(ref _pending);

    public bool TryWrite(RequestRecord record)
    {
        Interlocked.Increment(ref _pending);
        if (!_queue.Writer.TryWrite(record))
        {
            Interlocked.Decrement(ref _pending);
            Interlocked.Increment(ref _dropped);
            return false;
        }

        if (Volatile.Read(ref _isResting))
            EndRest();
        return true;
    }

    /// <summary>As the port says; cancelled, it throws <see cref="OperationCanceledException"/>.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _flushes.Enqueue(written);
        _wake.Set();
        await Task.WhenAny(written.Task, _ended.Task).WaitAsync(cancellation);
    }

    /// <summary>Tries once more to write what is pending, then closes the files. To wait for a locked file, flush first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosing)
            return;
        _queue.Writer.TryComplete();
        _isClosing = true;
        _wake.Set();
        await _ended.Task;
        await _gathered.DisposeAsync();
        await _sweep.DisposeAsync();
    }

    private void Run()
    {
        while (!_isClosing)
        {
            _wake.WaitOne();
            Round();
            Rest();
        }

        Round();
        _days.Dispose();
        _ended.SetResult();
    }

    // Takes what is there at its start, not what comes meanwhile: that gathers for the next round.
    private void Round()
    {
        if (Interlocked.Exchange(ref _sweepDue, false))
            _days.DeleteBefore(Oldest());

        int flushes = _flushes.Count;
        for (int left = _queue.Reader.Count; left > 0; left -= BatchRows)
            Write(Take(Math.Min(left, BatchRows)));
        _days.CloseOld();
        ReportDrops();
        while (flushes-- > 0 && _flushes.TryDequeue(out TaskCompletionSource? flush))
            flush.SetResult();
    }

    private List<RequestRecord> Take(int count)
    {
        List<RequestRecord> batch = new(count);
        while (batch.Count < count && _queue.Reader.TryRead(out RequestRecord? record))
            batch.Add(record);
        return batch;
    }

    private void Write(List<RequestRecord> batch)
    {
        foreach (IGrouping<DateOnly, RequestRecord> day in batch.GroupBy(record => UnixMicroseconds.DayOf(record.Time)))
            Write(day.Key, [.. day]);
    }

    private void Write(DateOnly day, RequestRecord[] records)
    {
        try
        {
            for (TimeSpan pause = FirstRetry; !_days.TryWrite(day, records); pause = Longer(pause))
            {
                ReportDrops();
                if (_isClosing)
                    throw new IOException("the gateway stops and the file still refuses");
                _gathered.Change(pause, Timeout.InfiniteTimeSpan);
                _wake.WaitOne();
            }
        }
        catch (Exception fault) // the edge of this thread: what cannot be written must not end the log
        {
            Interlocked.Add(ref _dropped, records.Length);
            Log.BatchLost(_options.Logger, records.Length, fault);
        }

        Interlocked.Add(ref _pending, -records.Length);
    }

    private void Rest()
    {
        Interlocked.Exchange(ref _isResting, true); // a full fence: whoever enqueues now sees it, whoever did before is seen below
        if (!_flushes.IsEmpty || _sweepDue || _isClosing)
            _wake.Set(); // the wake-up that came with it was spent on a retry
        else if (_queue.Reader.Count > 0)
            EndRest();
    }

    private void EndRest()
    {
        if (Interlocked.Exchange(ref _isResting, false))
            _gathered.Change(_options.BatchInterval, Timeout.InfiniteTimeSpan);
    }

    private void Sweep()
    {
        Volatile.Write(ref _sweepDue, true);
        _wake.Set();
    }

    private DateTimeOffset Oldest()
    {
        DateTimeOffset now = _options.Time.GetUtcNow();
        TimeSpan retention = _options.Retention();
        return retention < now - DateTimeOffset.UnixEpoch ? now - retention : DateTimeOffset.UnixEpoch;
    }

    private void ReportDrops()
    {
        long dropped = Dropped;
        if (dropped == _droppedReported || !_dropReports.IsDue())
            return;
        _droppedReported = dropped;
        Log.RecordsDropped(_options.Logger, dropped);
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LastRetry ? pause * 2 : LastRetry;
}
