using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Benchmarks;

/// <summary>A request that is held against the budgets of a key, its end user, its team and its organization.</summary>
internal static class Expenses
{
    private static readonly Provider Provider = new()
    {
        Name = "p",
        Row = ProviderCatalog.Find("openai")!,
        Vendor = new CatalogProvider(ProviderCatalog.Find("openai")!, [WireProtocol.OpenAIChat]),
        Endpoint = new Endpoint(new Uri("https://p.test/v1"), IsWritten: true, null, null, null),
        Credentials = [new Credential("p#0", "sk-0123456789")],
    };

    private static readonly Target Target = new(Provider, "m", Provider.Credentials[0]);

    private static readonly ModelPrices Prices = new()
    {
        Model = "m",
        Vendor = "p",
        Steps = [new PriceStep(new PriceRow([new(PriceMeter.Input, 2_500_000_000), new(PriceMeter.Output, 10_000_000_000)]))],
    };

    private static readonly ImmutableArray<Budget> Budgets =
    [
        Of(BudgetScopeKind.Key, "key_019ac3b1f0aa7c2e8d3e5a1c9b7f4d20"), Of(BudgetScopeKind.EndUser, "key:key_019ac3b1f0aa7c2e8d3e5a1c9b7f4d20/u"),
        Of(BudgetScopeKind.Team, "platform"), Of(BudgetScopeKind.Organization, "o"),
    ];

    private static readonly ImmutableArray<BudgetScope> Scopes = [.. Budgets.Select(budget => budget.Scope)];
    private static readonly SpendingOptions Options = new();
    private static readonly LedgerSettlement Settlement = new()
    {
        Cost = Cost,
        Attempts = [new LedgerAttempt("p/m", new Usage { InputText = 12, OutputText = 34 }, Cost, "m")],
    };

    /// <summary>What each comes to.</summary>
    public static Money Cost => new(370_000);

    /// <summary>The scope of all of them.</summary>
    public static BudgetScope Everybody => Scopes[^1];

    /// <summary>Holds it; fails where it does not fit.</summary>
    public static Spending Admit(BudgetBook book, ILedger ledger, string id, DateTimeOffset now)
    {
        var spending = new Spending(book, ledger, new SpendingTerms
        {
            RequestId = id,
            Arrived = now,
            Budgets = Budgets,
            Scopes = Scopes,
            Bytes = 400,
            OutputBound = 100,
            Options = Options,
        }, TimeProvider.System);
        return spending.Cover(Target, Prices, Money.Zero) is { } refused ? throw new InvalidOperationException(refused.Message) : spending;
    }

    /// <summary>Charges what it came to.</summary>
    public static void Settle(Spending spending) => spending.Settle(Settlement);

    private static Budget Of(BudgetScopeKind kind, string id) =>
        new(new BudgetScope(kind, id), new Money(long.MaxValue / 4), BudgetPeriod.Month, TimeZoneInfo.Utc);
}
