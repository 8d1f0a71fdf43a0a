using System.Collections.Immutable;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Tests.Webhooks;

/// <summary>An outbox in memory.</summary>
internal sealed class ListOutbox : IOutbox
{
    private readonly Lock _gate = new();
    private readonly List<OutboxEvent> _all = [];
    private readonly HashSet<string> _ended = [];

    public bool Fails { get; set; }

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
        lock (_gate)
        {
            if (Fails)
            {
                throw new IOException("the disk is away");
            }

            if (_all.Any(kept => kept.Key == added.Key))
            {
                return new(false);
            }

            _all.Add(added);
            return new(true);
        }
    }

    public ValueTask<ImmutableArray<OutboxEvent>> NextAsync(int most, CancellationToken cancellation) => new([.. Waiting.Take(most)]);

    public ValueTask PostponeAsync(string id, int tries, DateTimeOffset due, CancellationToken cancellation)
    {
        lock (_gate)
        {
            int at = _all.FindIndex(kept => kept.Id == id);
            _all[at] = _all[at] with { Tries = tries, Due = due };
            return default;
        }
    }

    public ValueTask EndAsync(string id, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _ended.Add(id);
            return default;
        }
    }
}
