using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Config;

/// <summary>
/// The derived tense of the config: everything a request needs, immutable, swapped whole. A request takes one at the door and
/// never sees half a change.
/// </summary>
public sealed class ConfigSnapshot
{
    /// <summary>
    /// Hash of what was written (files, includes, environment, stored objects), 16 hex digits: tells replicas and operators what
    /// runs.
    /// </summary>
    public required string Hash { get; init; }

    /// <summary>Limits and behaviour of the data plane.</summary>
    public required ServerOptions Server { get; init; }

    /// <summary>Configured vendors, in config order.</summary>
    public required ImmutableArray<Provider> Providers { get; init; }

    /// <summary>What clients may ask for, and where it leads.</summary>
    public required ModelTable Models { get; init; }

    /// <summary>The virtual keys, by digest.</summary>
    public required KeyRing Keys { get; init; }

    /// <summary>Tokens of the control plane.</summary>
    public required ImmutableArray<AdminToken> AdminTokens { get; init; }

    /// <summary>How requests of keys with budgets are bounded.</summary>
    public SpendingOptions Spending { get; init; } = new();

    /// <summary>All budgets but those of end users, each once.</summary>
    public IEnumerable<Budget> Budgets =>
        Keys.All.SelectMany(static key => key.Budgets)
            .Concat(Models.Aliases.Select(static alias => alias.Budget).OfType<Budget>())
            .DistinctBy(static budget => budget.Account);

    /// <summary>What each end user of a key or team may spend, each once.</summary>
    public IEnumerable<EndUserBudget> EndUsers =>
        Keys.All.Select(static key => key.EndUsers).OfType<EndUserBudget>().DistinctBy(static users => users.Nameless.Account);

    /// <summary>What models cost. Default: what the catalogue says.</summary>
    public PriceBook Prices { get; init; } = PriceBook.Catalogue;

    /// <summary>Who is told when budgets reach their limits; null for nobody.</summary>
    public WebhookOptions? Webhook { get; init; }

    /// <summary>What the request log keeps.</summary>
    public required LogOptions Log { get; init; }

    /// <summary>False only when the operator wrote <c>auth: none</c> and listens on loopback: every caller is then anonymous.</summary>
    public required bool AuthRequired { get; init; }
}
