using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Headgate.Gateway.Budgets;

namespace Headgate.Gateway.Webhooks;

/// <summary>The way of alerts from the books to the courier: bounded, and never waited for. Thread-safe; one reads.</summary>
/// <param name="isWanted">True when somebody is to be told.</param>
public sealed class BudgetAlerts(Func<bool> isWanted) : IBudgetWatch
{
    private const int Capacity = 4096;

    private readonly Channel<BudgetAlert> _waiting = Channel.CreateBounded<BudgetAlert>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <inheritdoc />
    public bool TryTake(BudgetAlert alert) => isWanted() && _waiting.Writer.TryWrite(alert);

    /// <summary>Shows the oldest, which stays until it is <see cref="Drop"/>ped.</summary>
    internal bool TryPeek([NotNullWhen(true)] out BudgetAlert? alert) => _waiting.Reader.TryPeek(out alert);

    internal void Drop() => _waiting.Reader.TryRead(out _);

    internal Task<bool> WaitAsync(CancellationToken cancellation) => _waiting.Reader.WaitToReadAsync(cancellation).AsTask();
}
