using System.Collections.Immutable;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Tests.Running;

/// <summary>An audit log that can be told to refuse: acts, or what they came to.</summary>
internal sealed class MemoryAudit : IAuditLog
{
    private readonly Lock _gate = new();

    public List<AuditEntry> Entries { get; } = [];

    public bool RefusesActs { get; set; }

    public bool RefusesResults { get; set; }

    public ValueTask<long> BeginAsync(AuditAct act, CancellationToken cancellation) => new(Add(act, null));

    public ValueTask EndAsync(long number, AuditResult result, CancellationToken cancellation)
    {
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
        Add(act, result);
        return ValueTask.CompletedTask;
    }

    public ValueTask<ImmutableArray<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new([.. Entries.AsEnumerable().Reverse()
                .Where(entry => (query.Actor is null || entry.Act.Actor == query.Actor) && entry.Number < (query.Below ?? long.MaxValue))
                .Take(query.Limit)]);
        }
    }

    private long Add(AuditAct act, AuditResult? result)
    {
        if (RefusesActs)
        {
            throw new IOException("the disk is full");
        }

        lock (_gate)
        {
            Entries.Add(new AuditEntry(Entries.Count + 1, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), act, result));
            return Entries.Count;
        }
    }
}
