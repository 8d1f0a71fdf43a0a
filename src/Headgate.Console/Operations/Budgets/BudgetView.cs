using Headgate.Gateway.Budgets;

namespace Headgate.Console.Operations.Budgets;

/// <summary>A budget and how it stands.</summary>
public sealed record BudgetView
{
    /// <summary>Whose it is: <c>key</c>, <c>end_user</c>, <c>team</c>, <c>organization</c>, <c>tag</c> or <c>model</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>
    /// Which: the key's, team's, organization's or alias' name, <c>env=ci</c> of a tag, <c>key:web/alice</c> or <c>team:core/alice</c> of an end
    /// user, with nothing after the slash for those who are not named.
    /// </summary>
    public required string Name { get; init; }

    /// <summary><c>hour</c>, <c>day</c>, <c>week</c>, <c>month</c> or <c>total</c>.</summary>
    public required string Period { get; init; }

    /// <summary>Whose midnight it is.</summary>
    public required string Timezone { get; init; }

    /// <summary>How much may be spent, US dollars.</summary>
    public required string LimitUsd { get; init; }

    /// <summary>When how much is spent the webhook is told, US dollars; null when it is not.</summary>
    public string? SoftUsd { get; init; }

    /// <summary>What was spent in this period, US dollars.</summary>
    public required string SpentUsd { get; init; }

    /// <summary>What open requests may still come to, US dollars.</summary>
    public required string HeldUsd { get; init; }

    /// <summary>When it begins anew, UTC; null when it never does.</summary>
    public DateTime? ResetsAt { get; init; }

    internal static BudgetView Of(string name, Budget budget, BudgetState state) => new()
    {
        Scope = budget.Scope.Kind.Name(),
        Name = name,
        Period = budget.Period.Name(),
        Timezone = budget.Zone.Id,
        LimitUsd = budget.Limit.ToString(),
        SoftUsd = budget.SoftLimit?.ToString(),
        SpentUsd = state.Spent.ToString(),
        HeldUsd = state.Held.ToString(),
        ResetsAt = state.ResetsAt?.UtcDateTime,
    };
}
