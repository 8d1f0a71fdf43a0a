using System.Text.Json.Serialization;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Identity;

namespace Headgate.Console.Operations.Keys;

/// <summary>The users of a key's application, as requests name them; those without a name are one.</summary>
/// <param name="Budget">How much each of them may spend; it cannot be <c>total</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record KeyEndUsers(KeyBudget Budget)
{
    /// <summary>A key's own; null when it has none, whatever its team has.</summary>
    internal static KeyEndUsers? Of(VirtualKey key) =>
        key.EndUsers is { Owner.Kind: BudgetScopeKind.Key } own ? new KeyEndUsers(KeyBudget.Of(own.Nameless)) : null;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    /// <param name="hasWebhook">Whether there is somebody to tell of what was spent.</param>
    internal Problem? Check(bool hasWebhook) => Budget.Check("end_users.budget", hasWebhook) ?? (Budget.Period == BudgetPeriod.Total.Name()
        ? Problem.Invalid("end_users.budget.period", "The budget of an end user begins anew: `end_users.budget.period` cannot be total.")
        : null);

    /// <summary>The budgets of a key's end users.</summary>
    internal EndUserBudget ToBudgets(string keyId) => EndUserBudget.Of(new BudgetScope(BudgetScopeKind.Key, keyId), Budget.ToBudget);
}
