using System.Collections.Concurrent;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>
/// Where all of a simulated world goes on, one thing after the other, in the order in which it was set off: also what the code would rather
/// have gone on elsewhere, so as not to do it under a lock.
/// </summary>
internal sealed class VirtualThread : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posts = [];

    public override void Post(SendOrPostCallback d, object? state) => _posts.Add((d, state));

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Does something, and all that it sets off.</summary>
    public void Run(Action action)
    {
        SynchronizationContext? outside = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
            while (_posts.TryTake(out (SendOrPostCallback Callback, object? State) post))
            {
                post.Callback(post.State);
            }
        }
        finally
        {
            SetSynchronizationContext(outside);
        }
    }

    /// <summary>Goes on until a task is over, which waits for no time to pass: false when it is not in a long time of the real world.</summary>
    public bool Finish(Task task, TimeSpan limit)
    {
        task.ContinueWith(_ => Post(_ => { }, null), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            if (!_posts.TryTake(out (SendOrPostCallback Callback, object? State) post, limit))
            {
                return false;
            }

            Run(() => post.Callback(post.State));
        }

        return true;
    }

    public void Dispose() => _posts.Dispose();
}
