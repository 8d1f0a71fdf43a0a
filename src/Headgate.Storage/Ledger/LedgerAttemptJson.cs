using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Llm.Chat;

namespace Headgate.Storage.Ledger;

/// <summary>An attempt as the ledger keeps it; costs in nano-dollars.</summary>
internal sealed record LedgerAttemptJson(string Target, Usage? Usage, long? Cost, string? Price)
{
    public static LedgerAttemptJson Of(LedgerAttempt attempt) => new(attempt.Target, attempt.Usage, attempt.Cost?.Nanodollars, attempt.Price);

    public LedgerAttempt ToAttempt() => new(Target, Usage, Cost is { } cost ? new Money(cost) : null, Price);
}
