using System.Collections.Concurrent;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Calls;

/// <summary>The totals per model.</summary>
internal sealed class Account
{
    private readonly ConcurrentDictionary<string, ModelTotals> _totals = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ModelTotals> Snapshot() =>
        new SortedDictionary<string, ModelTotals>(_totals, StringComparer.Ordinal);

    public void Charge(string model, Usage usage, long outputTokensWritten)
    {
        var charge = new ModelTotals(1, usage.Input, usage.CacheRead, usage.CacheWrite, outputTokensWritten);
        _totals.AddOrUpdate(model, static (_, added) => added, static (_, sum, added) => Sum(sum, added), charge);
    }

    private static ModelTotals Sum(ModelTotals a, ModelTotals b) => new(
        a.Calls + b.Calls,
        a.InputTokens + b.InputTokens,
        a.CacheReadTokens + b.CacheReadTokens,
        a.CacheWriteTokens + b.CacheWriteTokens,
        a.OutputTokens + b.OutputTokens);
}
