using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Stores;

/// <summary>One request's entry in the ledger, while the request is open.</summary>
public interface ILedgerEntry
{
    /// <summary>Completes when all that was reserved so far would survive a crash; fails when it cannot be written.</summary>
    Task Durable { get; }

    /// <summary>Reserves more: what a crash would be charged at grows.</summary>
    void Extend(Money more);

    /// <summary>Says what it came to. Never waits, and what is handed over is written even when the file refuses for a while. Once.</summary>
    void Settle(LedgerSettlement settlement);
}
