using System.Collections.Concurrent;
using System.Threading.Channels;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;
using Headgate.Storage.Sqlite;

namespace Headgate.Storage.Requests;

/// <summary>
/// One thread that writes what requests leave in a bounded queue. A request only enqueues; the first record after a rest wakes the thread, which
/// lets more gather, writes them, and goes on so until none come. A busy gateway pays one wake-up per batch, an idle one none. The thread waits
/// by itself: a timer would wake a thread of the pool to wake this one.
/// </summary>
internal sealed class RecordWriter : IRecordSink, IAsyncDisposable
{
    private const int BatchRows = 1_000;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private readonly Channel<RequestRecord> _queue;
    private readonly ConcurrentQueue<TaskCompletionSource> _flushes = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SqliteOptions _options;
    private readonly DayWriters _days;
    private readonly Pace _dropReports;
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
        _sweep = options.Time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
        new Thread(Run) { Name = "request log", IsBackground = true }.Start();
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    public long Pending => Interlocked.Read(ref _pending);

    // Somebody waits for the next round. Looked at before each wait: the wake-up that came with it may have been spent on a retry.
    private bool IsCalled => !_flushes.IsEmpty || Volatile.Read(ref _sweepDue) || _isClosing;

    public bool TryWrite(RequestRecord record)
    {
        Interlocked.Increment(ref _pending);
        if (!_queue.Writer.TryWrite(record))
        {
            Interlocked.Decrement(ref _pending);
            Interlocked.Increment(ref _dropped);
            return false;
        }

        if (Volatile.Read(ref _isResting) && Interlocked.Exchange(ref _isResting, false))
            _wake.Set();
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
        await _sweep.DisposeAsync();
    }

    private void Run()
    {
        bool isBusy = false;
        while (!_isClosing)
        {
            if (!isBusy)
                Rest();
            if (!IsCalled)
                _wake.WaitOne(_options.BatchInterval);
            isBusy = Round();
        }

        Round();
        _days.Dispose();
        _ended.SetResult();
    }

    // Takes what is there at its start, not what comes meanwhile: that gathers for the next round. True when there was anything.
    private bool Round()
    {
        if (Interlocked.Exchange(ref _sweepDue, false))
            DeleteOld();

        int flushes = _flushes.Count;
        int gathered = _queue.Reader.Count;
        for (int left = gathered; left > 0; left -= BatchRows)
            Write(Take(Math.Min(left, BatchRows)));
        _days.CloseOld();
        ReportDrops();
        while (flushes-- > 0 && _flushes.TryDequeue(out TaskCompletionSource? flush))
            flush.SetResult();
        return gathered > 0;
    }

    private Span<RequestRecord> Take(int count)
    {
        RequestRecord[] batch = new RequestRecord[count];
        int taken = 0;
        while (taken < count && _queue.Reader.TryRead(out RequestRecord? record))
            batch[taken++] = record;
        return batch.AsSpan(0, taken);
    }

    private void Write(Span<RequestRecord> batch)
    {
        while (!batch.IsEmpty)
        {
            DateOnly day = UnixMicroseconds.DayOf(batch[0].Time);
            int ofDay = Gather(batch, day);
            Write(day, batch[..ofDay]);
            batch = batch[ofDay..];
        }
    }

    // Moves the records of a day to the front; nearly always they all are.
    private static int Gather(Span<RequestRecord> batch, DateOnly day)
    {
        int gathered = 0;
        for (int i = 0; i < batch.Length; i++)
        {
            if (UnixMicroseconds.DayOf(batch[i].Time) != day)
                continue;
            (batch[gathered], batch[i]) = (batch[i], batch[gathered]);
            gathered++;
        }

        return gathered;
    }

    private void Write(DateOnly day, ReadOnlySpan<RequestRecord> records)
    {
        try
        {
            for (TimeSpan pause = FirstRetry; !_days.TryWrite(day, records); pause = Longer(pause))
            {
                ReportDrops();
                if (_isClosing)
                    throw new IOException("the gateway stops and the file still refuses");
                _wake.WaitOne(pause);
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
        if (_queue.Reader.Count == 0 && !IsCalled)
            _wake.WaitOne();
        Volatile.Write(ref _isResting, false);
    }

    private void DeleteOld()
    {
        try
        {
            _days.DeleteBefore(Oldest());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.SweepFailed(_options.Logger, fault.Message); // the next sweep tries again; records are written meanwhile
        }
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
