using System.Collections.Immutable;
using Headgate.Gateway.Stores;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Stores;

/// <summary>An audit log that can be told to refuse: acts, or what they came to. Until then it passes the suite of its port.</summary>
internal sealed class MemoryAudit : IAuditLog
{
    private readonly Lock _gate = new();

    public List<AuditEntry> Entries { get; } = [];

    public TimeProvider Time { get; init; } = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public bool RefusesActs { get; set; }

    public bool RefusesResults { get; set; }

    public ValueTask<long> BeginAsync(AuditAct act, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(Add(act, null));
    }

    public ValueTask EndAsync(long number, AuditResult result, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (RefusesResults)
        {
            throw new IOException("the disk is full");
        }

        lock (_gate)
        {
            AuditEntry begun = Entries.Single(entry => entry.Number == number);
            Assert.Null(begun.Result);
            Entries[Entries.IndexOf(begun)] = begun with { Result = result };
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask WriteAsync(AuditAct act, AuditResult result, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Add(act, result);
        return ValueTask.CompletedTask;
    }

    public ValueTask<ImmutableArray<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new([.. Entries.AsEnumerable().Reverse().Where(entry => IsWanted(entry, query)).Take(query.Limit)]);
        }
    }

    private static bool IsWanted(AuditEntry entry, AuditQuery query) =>
        (query.Actor is null || entry.Act.Actor == query.Actor)
        && (query.Operation is null || entry.Act.Operation == query.Operation)
        && (query.Since is null || entry.Time >= query.Since)
        && (query.Until is null || entry.Time < query.Until)
        && entry.Number < (query.Below ?? long.MaxValue);

    private long Add(AuditAct act, AuditResult? result)
    {
        if (RefusesActs)
        {
            throw new IOException("the disk is full");
        }

        lock (_gate)
        {
            Entries.Add(new AuditEntry(Entries.Count + 1, Time.GetUtcNow(), act, result));
            return Entries.Count;
        }
    }
}
