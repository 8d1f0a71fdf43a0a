using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;

namespace Headgate.Storage.Ledger;

/// <summary>One thing to be written: the entry itself when neither is given, else what it reserves in addition, or its settlement.</summary>
internal readonly record struct LedgerWrite(LedgerEntry Entry, Money? More, LedgerSettlement? Settlement);
