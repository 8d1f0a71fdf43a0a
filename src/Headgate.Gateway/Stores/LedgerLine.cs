namespace Headgate.Gateway.Stores;

/// <summary>An entry as the ledger has it.</summary>
/// <param name="Reservation">What was reserved, extensions included.</param>
/// <param name="Settlement">What it came to; null while it is open.</param>
/// <param name="IsRecovered">True when its end was never known: it is charged at what was reserved.</param>
public sealed record LedgerLine(LedgerReservation Reservation, LedgerSettlement? Settlement, bool IsRecovered);
