using System.Collections.Concurrent;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>Deals the draws. The sequence runs per alias, so that other traffic does not disturb a weighted turn.</summary>
internal sealed class DrawSource(ulong seed)
{
    // Only names that the config gives (aliases, providers) are keys here: a client cannot make this grow.
    private readonly ConcurrentDictionary<string, Counter> _sequences = new(StringComparer.Ordinal);
    private ulong _drawn = seed;

    /// <summary>The next draw for an alias.</summary>
    public Draw Take(string alias)
    {
        Counter counter = _sequences.GetOrAdd(alias, static _ => new Counter());
        return new Draw(Interlocked.Increment(ref counter.Value) - 1, Draw.Mix(Interlocked.Increment(ref _drawn)));
    }

    private sealed class Counter
    {
        public long Value;
    }
}
