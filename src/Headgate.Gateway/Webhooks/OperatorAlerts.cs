using System.Threading.Channels;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Health;

namespace Headgate.Gateway.Webhooks;

/// <summary>The way of alerts from the books to the courier: bounded, and never waited for. Thread-safe; one reads.</summary>
/// <param name="isWanted">True when somebody is to be told.</param>
public sealed class OperatorAlerts(Func<bool> isWanted) : IBudgetWatch, IHealthWatch
{
    private const int Capacity = 4096;

    private readonly Channel<Told> _waiting = Channel.CreateBounded<Told>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <inheritdoc />
    public bool TryTake(BudgetAlert alert) => isWanted() && _waiting.Writer.TryWrite(new Told(alert, null));

    /// <inheritdoc />
    public void Take(HealthAlert alert)
    {
        if (isWanted())
        {
            _waiting.Writer.TryWrite(new Told(null, alert)); // where there is no room, the log has it
        }
    }

    /// <summary>Shows the oldest, which stays until it is <see cref="Drop"/>ped.</summary>
    internal bool TryPeek(out Told told) => _waiting.Reader.TryPeek(out told);

    internal void Drop() => _waiting.Reader.TryRead(out _);

    internal Task<bool> WaitAsync(CancellationToken cancellation) => _waiting.Reader.WaitToReadAsync(cancellation).AsTask();

    /// <summary>One of the two.</summary>
    internal readonly record struct Told(BudgetAlert? OfBudget, HealthAlert? OfHealth);
}
