using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;

namespace Headgate.Storage.Ledger;

/// <summary>An open entry. One request owns it; the writer's thread reads what does not change.</summary>
internal sealed class LedgerEntry(LedgerReservation reservation, LedgerWriter writer) : ILedgerEntry
{
    private bool _isTaken;
    private bool _isSettled;

    public LedgerReservation Reservation { get; } = reservation;

    /// <summary>Its number, given by the writer's thread.</summary>
    public long Sequence { get; set; }

    /// <summary>Extensions written so far; the writer's thread counts.</summary>
    public int Parts { get; set; }

    /// <summary>True once its settlement is on the disk; the writer's thread says so.</summary>
    public bool IsWritten { get; set; }

    public Task Durable { get; private set; } = Task.CompletedTask;

    /// <summary>Hands the entry over; what is not taken will never be durable, and nothing more of it is written.</summary>
    public void Open(bool isTaken)
    {
        _isTaken = isTaken;
        Durable = isTaken
            ? writer.Add(new LedgerWrite(this, null, null))
            : Task.FromException(new IOException("the ledger cannot keep up: too many entries wait to be written"));
    }

    public void Extend(Money more)
    {
        if (_isTaken)
            Durable = writer.Add(new LedgerWrite(this, more, null));
    }

    public void Settle(LedgerSettlement settlement)
    {
        ObjectDisposedException.ThrowIf(_isSettled, this);
        _isSettled = true;
        if (_isTaken)
            writer.AddLater(new LedgerWrite(this, null, settlement));
    }
}
