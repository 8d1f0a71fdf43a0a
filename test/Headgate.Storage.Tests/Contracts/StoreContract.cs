using Microsoft.Extensions.Time.Testing;

namespace Headgate.Storage.Tests.Contracts;

/// <summary>
/// What the suites of all ports have in common. A store passes by a class that derives from the suite of its port and says how it is opened, closed,
/// and found after a kill.
/// </summary>
/// <typeparam name="TStore">The port; or a record of the ports that one suite tries together.</typeparam>
public abstract class StoreContract<TStore>
    where TStore : class
{
    protected static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The clock that the store goes by.</summary>
    protected FakeTimeProvider Time { get; } = new(Noon);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>One that is cancelled before anybody looks at it.</summary>
    protected static CancellationToken Cancelled => new(canceled: true);

    /// <summary>Opens the store of the test: a new one at first, then what is there. While one is open, the next is another process's.</summary>
    protected abstract ValueTask<TStore> OpenAsync();

    /// <summary>Ends it as a process ends that was asked to.</summary>
    protected abstract ValueTask CloseAsync(TStore store);

    /// <summary>Opens what a process leaves behind that is killed at this moment.</summary>
    protected abstract ValueTask<TStore> CrashAsync(TStore store);

    /// <summary>Closes it, and opens what is there.</summary>
    protected async ValueTask<TStore> RestartAsync(TStore store)
    {
        await CloseAsync(store);
        return await OpenAsync();
    }

    /// <summary>Does all of it at once, each on a thread of its own as far as there are any.</summary>
    protected static Task<T[]> AllAsync<T>(IEnumerable<Func<Task<T>>> acts) => Task.WhenAll(acts.Select(act => Task.Run(act, Cancellation)));

    protected static Task IsCancelledAsync(Func<Task> act) => Assert.ThrowsAnyAsync<OperationCanceledException>(act);
}
