namespace Headgate.Gateway.Queueing;

/// <summary>One of those who share a queue. Not thread-safe: the queue's lock is around it.</summary>
internal sealed class QueueClient(string key)
{
    /// <summary>Who it is.</summary>
    public string Key => key;

    /// <summary>What it was served, in tokens of prompts; what came out counts more. Of those who wait, whoever was served least is next.</summary>
    public double Served { get; set; }

    /// <summary>Its calls that wait, the first first.</summary>
    public LinkedList<Waiter> Waiting { get; } = new();

    /// <summary>Places that it holds.</summary>
    public int Held { get; set; }
}
