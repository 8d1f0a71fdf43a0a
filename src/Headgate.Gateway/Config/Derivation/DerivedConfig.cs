using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Config.Derivation;

/// <summary>Everything that files and environment say, derived: a snapshot but for the stored keys.</summary>
internal sealed record DerivedConfig
{
    /// <summary>What was written, for the effective config.</summary>
    public required Section Written { get; init; }

    public required string Hash { get; init; }

    public required HostOptions Host { get; init; }

    public required ServerOptions Server { get; init; }

    public required ServerCertificate? Certificate { get; init; }

    public required ImmutableArray<Provider> Providers { get; init; }

    public required ModelTable Models { get; init; }

    public required ImmutableArray<VirtualKey> Keys { get; init; }

    /// <summary>The teams, by name.</summary>
    public required ImmutableSortedDictionary<string, Team> Teams { get; init; }

    /// <summary>The budgets of trusted tags, by <c>name=value</c>.</summary>
    public required ImmutableDictionary<string, Budget> TagBudgets { get; init; }

    public required ImmutableArray<AdminToken> AdminTokens { get; init; }

    public required SpendingOptions Spending { get; init; }

    public required WebhookOptions? Webhook { get; init; }

    public required PriceBook Prices { get; init; }

    public required LogOptions Log { get; init; }

    public required bool AuthRequired { get; init; }

    public required bool NeedsSimulator { get; init; }
}
