using System.Collections.Concurrent;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Queueing;

/// <summary>The queues in front of providers, by name. They live on across reloads, whose limits count from the next call on. Thread-safe.</summary>
internal sealed class QueueBook(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, FairQueue> _queues = new(StringComparer.Ordinal);

    /// <summary>All queues that were ever asked for, by their provider's name.</summary>
    public IEnumerable<KeyValuePair<string, FairQueue>> All => _queues;

    /// <summary>The queue in front of a provider.</summary>
    public FairQueue Of(Provider provider) => _queues.GetOrAdd(provider.Name, static (_, time) => new FairQueue(time), time);
}
