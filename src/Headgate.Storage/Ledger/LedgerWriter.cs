using System.Collections.Concurrent;
using Headgate.Storage.Requests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Headgate.Storage.Ledger;

/// <summary>
/// One thread that writes what requests hand over, all that has gathered while the last commit was going to the disk in one more. What the file
/// refuses is tried again until it is written: nothing handed over is dropped. Only a new entry may find that too much waits already.
/// </summary>
internal sealed class LedgerWriter : IAsyncDisposable
{
    // A commit costs the disk and this thread about as much for one request as for a hundred. Where so many come that a commit finds a crowd, the
    // next one lets a crowd gather: no answer that a model takes its time for waits longer, and a single request never does.
    private const int Crowd = 8;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(1);

    // Nobody waits for a settlement: it goes to the disk with the next request's hold, or when none comes for so long.
    private static readonly TimeSpan Lull = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<LedgerWrite> _queue = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LedgerFile _file;
    private readonly ILogger _logger;
    private readonly Pace _reports;
    private TaskCompletionSource _next = NewCommit();
    private bool _isAwaited; // somebody has taken the next commit
    private bool _isResting;
    private volatile bool _isClosing;

    public LedgerWriter(LedgerFile file, SqliteOptions options)
    {
        (_file, _logger) = (file, options.Logger);
        _reports = new Pace(options.Time, TimeSpan.FromSeconds(10));
        new Thread(Run) { Name = "ledger", IsBackground = true }.Start();
    }

    /// <summary>Things handed over and not yet taken up.</summary>
    public int Pending => _queue.Count;

    /// <summary>Hands something over; the task completes when it is on the disk.</summary>
    public Task Add(LedgerWrite write)
    {
        _queue.Enqueue(write);
        return Commit();
    }

    /// <summary>Hands something over that nobody waits for: of a request that is open here, so that the writer looks in time.</summary>
    public void AddLater(LedgerWrite write) => _queue.Enqueue(write);

    /// <summary>The commit that everything handed over before is in.</summary>
    public Task Commit()
    {
        // Taken after the enqueueing: whatever round this one follows, it takes up what was enqueued before.
        Task commit = Volatile.Read(ref _next).Task;
        Volatile.Write(ref _isAwaited, true);
        if (Volatile.Read(ref _isResting) && Interlocked.Exchange(ref _isResting, false))
            _wake.Set();
        return commit;
    }

    /// <summary>Writes what is pending, tries once more when the file refuses, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _isClosing = true;
        _wake.Set();
        await _ended.Task;
    }

    private void Run()
    {
        bool isOpen = true;
        int written = 0;
        while (isOpen)
        {
            isOpen = !_isClosing;
            if (isOpen)
                Rest();
            if (isOpen && written >= Crowd)
                Thread.Sleep(Gathering);
            written = Round();
        }

        TryMark();
        _file.Dispose();
        _ended.SetResult();
    }

    private void Rest()
    {
        Interlocked.Exchange(ref _isResting, true); // a full fence: whoever enqueues now sees it, whoever did before is seen below
        bool isWoken = Volatile.Read(ref _isAwaited) || _isClosing;
        while (!isWoken)
            isWoken = _wake.WaitOne(_file.HasOpen ? Lull : Timeout.InfiniteTimeSpan) || !_queue.IsEmpty;
        Volatile.Write(ref _isResting, false);
    }

    /// <summary>Writes what has gathered; says how much it was.</summary>
    private int Round()
    {
        Volatile.Write(ref _isAwaited, false);
        TaskCompletionSource commit = Interlocked.Exchange(ref _next, NewCommit());
        LedgerWrite[] batch = Take();
        for (TimeSpan pause = FirstRetry; batch.Length > 0 && !TryWrite(batch); pause = Longer(pause))
        {
            if (_isClosing)
            {
                commit.SetException(new IOException("the gateway stops, and the ledger cannot be written"));
                return 0;
            }

            _wake.WaitOne(pause);
        }

        commit.SetResult();
        return batch.Length;
    }

    private LedgerWrite[] Take()
    {
        LedgerWrite[] batch = new LedgerWrite[_queue.Count];
        int taken = 0;
        while (taken < batch.Length && _queue.TryDequeue(out LedgerWrite write))
            batch[taken++] = write;
        return batch[..taken];
    }

    private bool TryWrite(ReadOnlySpan<LedgerWrite> batch)
    {
        try
        {
            _file.Write(batch);
            return true;
        }
        catch (Exception fault) when (fault is SqliteException or IOException) // the edge of this thread: money is kept until it can be written
        {
            if (_reports.IsDue())
                Log.LedgerRetried(_logger, batch.Length + _queue.Count, fault.Message);
            return false;
        }
    }

    private void TryMark()
    {
        try
        {
            _file.Mark();
        }
        catch (SqliteException fault)
        {
            Log.LedgerRetried(_logger, _queue.Count, fault.Message); // the next start looks at more than it need
        }
    }

    private static TaskCompletionSource NewCommit() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LastRetry ? pause * 2 : LastRetry;
}
