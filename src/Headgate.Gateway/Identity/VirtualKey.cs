using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Conditions;

namespace Headgate.Gateway.Identity;

/// <summary>A credential that Headgate issues to applications.</summary>
public sealed record VirtualKey
{
    /// <summary>Stable id: counters and records belong to it. <c>key_…</c>; for keys from files, derived from the name.</summary>
    public required string Id
    {
        get;
        init => (field, Seed) = (value, StickyIdentity.Hash(value) ?? 0);
    }

    /// <summary>The number of its id, by which requests stick to a target: read for each request, counted once.</summary>
    internal ulong Seed { get; private init; }

    /// <summary>The operator's name for it; unique.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret; the secret itself is kept nowhere.</summary>
    public required KeyDigest Digest { get; init; }

    /// <summary>The secret before, where it still works for a while; null when there is none.</summary>
    public PriorSecret? Prior { get; init; }

    /// <summary>The team it belongs to; null for none.</summary>
    public string? Team { get; init; }

    /// <summary>Allowed models: names, <c>prefix*</c>, or <c>*</c> for all but the simulator. Empty = all but the simulator.</summary>
    public ImmutableArray<string> Models { get; init; } = ["*"];

    /// <summary>Its team's allow-list; empty when the team has none.</summary>
    public ImmutableArray<string> TeamModels { get; init; } = [];

    /// <summary>Requests per minute; null = no limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens per minute, sent and answered; null = no limit.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>Requests at once; null = no limit.</summary>
    public int? Concurrent { get; init; }

    /// <summary>The organization it belongs to, by its team or itself; null for none.</summary>
    public string? Organization { get; init; }

    /// <summary>Whose money it spends, the narrowest first: its own budget, its team's, its organization's, its tags'. Empty without limits.</summary>
    public ImmutableArray<Budget> Budgets { get; init; } = [];

    /// <summary>What each of its end users may spend: its own word, else its team's; null without limits.</summary>
    public EndUserBudget? EndUsers { get; init; }

    /// <summary><c>end_user</c>: what providers see of the names of its end users. Default <see cref="EndUserSight.Pass"/>.</summary>
    public EndUserSight EndUser { get; init; }

    /// <summary>True when something that it does is held against a budget, whatever model it asks for.</summary>
    internal bool HasBudget => !Budgets.IsEmpty || EndUsers is not null;

    /// <summary>Whose money it spends: at its own, its team's and its organization's level in any case, and of those of its tags that have a budget.</summary>
    internal ImmutableArray<BudgetScope> Scopes
    {
        get
        {
            if (field.IsDefault)
            {
                field =
                [
                    new BudgetScope(BudgetScopeKind.Key, Id),
                    .. Team is null ? [] : (ReadOnlySpan<BudgetScope>)[new BudgetScope(BudgetScopeKind.Team, Team)],
                    .. Organization is null ? [] : (ReadOnlySpan<BudgetScope>)[new BudgetScope(BudgetScopeKind.Organization, Organization)],
                    .. Budgets.Where(static budget => budget.Scope.Kind == BudgetScopeKind.Tag).Select(static budget => budget.Scope),
                ];
            }

            return field;
        }
    }

    /// <summary>The moment from which it is refused; null = never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Where it may be used from; empty = anywhere.</summary>
    public ImmutableArray<AddressRange> AllowedIps { get; init; } = [];

    /// <summary>The service tiers it may ask for by name, as <c>RequestTiers</c> names them; null = any.</summary>
    public ImmutableArray<string>? ServiceTiers { get; init; }

    /// <summary>The tools it may have vendors run, as <c>ServerToolName</c> names them; null = any.</summary>
    public ImmutableArray<string>? ServerTools { get; init; }

    /// <summary><c>byok</c>: whether its callers may bring credentials of vendors' in <c>x-headgate-provider-key</c>. Default false.</summary>
    public bool MayBringCredentials { get; init; }

    /// <summary>When it was made; null for keys from files.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Trusted tags, copied to each record; client metadata never overrides them.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>True with <c>permissions: [diagnostics]</c>: may see traces and explain.</summary>
    public bool SeesDiagnostics { get; init; }

    /// <summary>The calls it may make verbatim, of those that the provider opens; default none. Only keys from files have any.</summary>
    public ImmutableArray<PassthroughRule> Passthrough { get; init; } = [];

    /// <summary>Where it comes from: files win over the store and are read-only in API and console.</summary>
    public required ConfigLayer Layer { get; init; }
}
