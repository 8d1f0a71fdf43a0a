using System.Collections.Immutable;

namespace Headgate.Gateway.Stores;

/// <summary>Events on their way to receivers. What it has taken survives a crash. Throws what its driver throws. Thread-safe.</summary>
public interface IOutbox
{
    /// <summary>Takes an event, durable when this ends; one whose key is known changes nothing and gives false.</summary>
    ValueTask<bool> AddAsync(OutboxEvent added, CancellationToken cancellation);

    /// <summary>Those that have not ended, due or not, the one that is due first first.</summary>
    ValueTask<ImmutableArray<OutboxEvent>> NextAsync(int most, CancellationToken cancellation);

    /// <summary>Puts one off; one that has ended, or is not known, stays as it is.</summary>
    ValueTask PostponeAsync(string id, int tries, DateTimeOffset due, CancellationToken cancellation);

    /// <summary>Ends one for good: it was received, or is given up.</summary>
    ValueTask EndAsync(string id, CancellationToken cancellation);
}
