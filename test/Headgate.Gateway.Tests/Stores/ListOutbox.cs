using System.Collections.Immutable;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Tests.Stores;

/// <summary>An outbox in memory. Until it is told to fail, it passes the suite of its port.</summary>
internal sealed class ListOutbox : IOutbox
{
    private readonly Lock _gate = new();
    private readonly List<OutboxEvent> _all = [];
    private readonly HashSet<string> _ended = [];

    public bool Fails { get; set; }

    /// <summary>What keys are forgotten by; null where none ever is.</summary>
    public TimeProvider? Time { get; init; }

    public ImmutableArray<OutboxEvent> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all];
            }
        }
    }

    public ImmutableArray<OutboxEvent> Waiting
    {
        get
        {
            lock (_gate)
            {
                return [.. _all.Where(kept => !_ended.Contains(kept.Id)).OrderBy(kept => kept.Due)];
            }
        }
    }

    public ValueTask<bool> AddAsync(OutboxEvent added, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (Fails)
            {
                throw new IOException("the disk is away");
            }

            _all.RemoveAll(kept => _ended.Contains(kept.Id) && kept.KnownUntil < Time?.GetUtcNow());
            if (_all.Any(kept => kept.Key == added.Key))
            {
                return new(false);
            }

            _all.Add(added);
            return new(true);
        }
    }

    public ValueTask<ImmutableArray<OutboxEvent>> NextAsync(int most, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new([.. Waiting.Take(most)]);
    }

    public ValueTask PostponeAsync(string id, int tries, DateTimeOffset due, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            int at = _all.FindIndex(kept => kept.Id == id);
            if (at >= 0)
            {
                _all[at] = _all[at] with { Tries = tries, Due = due };
            }

            return default;
        }
    }

    public ValueTask EndAsync(string id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _ended.Add(id);
            return default;
        }
    }
}
