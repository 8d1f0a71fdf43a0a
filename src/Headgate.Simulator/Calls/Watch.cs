namespace Headgate.Simulator.Calls;

/// <summary>A lock whose changes can be awaited: every change re-examines what the waiters wait for, so nobody polls.</summary>
internal sealed class Watch
{
    private readonly Lock _lock = new();
    private readonly List<Waiter> _waiters = [];

    public void Change(Action mutate)
    {
        lock (_lock)
        {
            mutate();
            _waiters.RemoveAll(static waiter => waiter.IsOver());
        }
    }

    public T Read<T>(Func<T> read)
    {
        lock (_lock)
            return read();
    }

    /// <summary>Completes when <paramref name="condition"/>, always evaluated under the lock, holds: now or after a change.</summary>
    public async Task WhenAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(condition, cancellationToken);
        lock (_lock)
        {
            if (!waiter.IsOver())
                _waiters.Add(waiter);
        }

        await waiter.Reached.Task.WaitAsync(cancellationToken);
    }

    private sealed class Waiter(Func<bool> condition, CancellationToken cancellationToken)
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsOver()
        {
            if (cancellationToken.IsCancellationRequested)
                return true;
            try
            {
                if (!condition())
                    return false;
                Reached.SetResult();
            }
            catch (Exception error)
            {
                // The condition is the waiter's own code: what it throws is for the waiter, not for the call that changed something.
                Reached.SetException(error);
            }

            return true;
        }
    }
}
