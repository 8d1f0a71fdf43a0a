namespace Headgate.Gateway.Queueing;

/// <summary>A call that waits. It ends with a place, or with none when its time is over or the queue is full.</summary>
/// <param name="client">Whose.</param>
/// <param name="cost">Its tokens.</param>
internal sealed class Waiter(QueueClient client, double cost)
{
    private readonly TaskCompletionSource<Place?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whose it is.</summary>
    public QueueClient Client => client;

    /// <summary>Its tokens.</summary>
    public double Cost => cost;

    /// <summary>Its place among its client's; null once it waits no longer.</summary>
    public LinkedListNode<Waiter>? Node { get; set; }

    /// <summary>The end of the wait.</summary>
    public Task<Place?> Ended => _end.Task;

    /// <summary>Ends the wait.</summary>
    public void End(Place? place) => _end.TrySetResult(place);

    /// <summary>Ends the wait of somebody who left.</summary>
    public void Leave(CancellationToken departed) => _end.TrySetCanceled(departed);
}
