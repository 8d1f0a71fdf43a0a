using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Config.Rules;

/// <summary>A soft limit can be reached, and there is somebody to tell.</summary>
internal static class SoftLimitRules
{
    public static void Check(Draft draft)
    {
        foreach (Section budget in Budgets(draft))
        {
            if (budget.Find(BudgetKeys.SoftUsd) is not { } soft)
            {
                continue;
            }

            if (budget.Find(BudgetKeys.Usd) is { Value: Money limit } && soft.Value > limit)
            {
                draft.Report.Error(soft.At, "this is more than `usd`: it would never be reached");
            }

            if (!draft.Root.Has(RootKeys.Webhook))
            {
                draft.Report.Error(soft.At, "there is nobody to tell when this is spent", "write `webhook: { url: …, secret: ${WEBHOOK_SECRET} }`");
            }
        }
    }

    private static IEnumerable<Section> Budgets(Draft draft) =>
    [
        .. draft.Keys.SelectMany(key => Of(key, VirtualKeyKeys.Budget).Concat(OfUsers(key, VirtualKeyKeys.EndUsers))),
        .. draft.Teams.SelectMany(team => Of(team.Value, TeamKeys.Budget).Concat(OfUsers(team.Value, TeamKeys.EndUsers))),
        .. draft.Organizations.SelectMany(organization => Of(organization.Value, OrganizationKeys.Budget)),
        .. draft.Models.SelectMany(model => Of(model.Value, ModelKeys.Budget)),
        .. draft.Root.Get(RootKeys.Tags).SelectMany(tag => tag.Value).SelectMany(value => Of(value.Value, TagKeys.Budget)),
    ];

    private static IEnumerable<Section> Of(Section owner, Key<Section> key) => owner.Find(key) is { Value: var budget } ? [budget] : [];

    private static IEnumerable<Section> OfUsers(Section owner, Key<Section> key) =>
        Of(owner, key).SelectMany(static users => Of(users, EndUserKeys.Budget));
}
