using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;
using Headgate.Gateway.Identity;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Config.Rules;

/// <summary>Virtual keys and teams.</summary>
internal static class KeyRules
{
    private const int LeastLength = 32;

    public static void Check(Draft draft)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var digests = new Dictionary<KeyDigest, Section>();
        foreach (Section key in draft.Keys)
        {
            if (key.Find(VirtualKeyKeys.Name) is { } name && !names.Add(name.Value))
            {
                draft.Report.Error(name.At, $"another key is called `{name.Shown}`");
            }

            CheckSecret(draft, key, digests);
            CheckTeam(draft, key);
            CheckOrganization(draft, key, VirtualKeyKeys.Organization);
            CheckExpiry(draft, key);
            CheckServerTools(draft, key);
            CheckEndUsers(draft, key, VirtualKeyKeys.EndUsers);
            CheckNotEmpty(draft, key, VirtualKeyKeys.AllowedIps, "every address");
            draft.CheckPatterns(key, VirtualKeyKeys.Models);
        }

        foreach (Named<Section> team in draft.Teams)
        {
            draft.CheckPatterns(team.Value, TeamKeys.Models);
            CheckOrganization(draft, team.Value, TeamKeys.Organization);
            CheckEndUsers(draft, team.Value, TeamKeys.EndUsers);
        }
    }

    private static void CheckEndUsers(Draft draft, Section owner, Key<Section> key)
    {
        if (owner.Get(key).Get(EndUserKeys.Budget).Find(BudgetKeys.Period) is { Value: BudgetPeriod.Total } period)
        {
            draft.Report.Error(period.At, "the budget of an end user begins anew: whoever came once would have to be remembered for ever", "write `month`");
        }
    }

    private static void CheckSecret(Draft draft, Section key, Dictionary<KeyDigest, Section> digests)
    {
        SecretRule.Check(draft, key, VirtualKeyKeys.Secret, VirtualKeyKeys.Sha256, LeastLength);
        if (SecretRule.Digest(key, VirtualKeyKeys.Secret, VirtualKeyKeys.Sha256) is not { } digest || digests.TryAdd(digest, key))
        {
            return;
        }

        bool isFromEnvironment = key.At.Line == 0; // the same key in file and environment is one key, said twice
        if (!isFromEnvironment)
        {
            draft.Report.Error(key.At, "this is the same secret as that of another key", $"the other is at line {digests[digest].At.Line}");
        }
    }

    private static void CheckNotEmpty<T>(Draft draft, Section key, Key<ImmutableArray<Written<T>>> list, string all)
    {
        if (key.Find(list) is { Value.IsEmpty: true } empty)
        {
            draft.Report.Error(empty.At, $"the list is empty; leave `{list.Name}` out to allow {all}");
        }
    }

    private static void CheckServerTools(Draft draft, Section key)
    {
        foreach (Written<string> tool in key.Get(VirtualKeyKeys.ServerTools).Where(tool => ServerToolName.Of(tool.Value) is null))
        {
            draft.Report.Error(tool.At, $"`{tool.Shown}` runs at the application and not at vendors; every key may use it");
        }
    }

    private static void CheckTeam(Draft draft, Section key)
    {
        if (key.Find(VirtualKeyKeys.Team) is not null && key.Find(VirtualKeyKeys.Organization) is { } organization)
        {
            draft.Report.Error(organization.At, "a key of a team belongs to its team's organization; write it there");
        }

        if (key.Find(VirtualKeyKeys.Team) is { } team && !draft.Teams.Any(known => known.Name == team.Value))
        {
            draft.Report.Error(
                team.At, $"there is no team `{team.Shown}`", NearName.Ask(team.Value, draft.Teams.Select(known => known.Name)));
        }
    }

    private static void CheckOrganization(Draft draft, Section member, Key<string> key)
    {
        if (member.Find(key) is { } organization && !draft.Organizations.Any(known => known.Name == organization.Value))
        {
            draft.Report.Error(
                organization.At, $"there is no organization `{organization.Shown}`",
                NearName.Ask(organization.Value, draft.Organizations.Select(known => known.Name)));
        }
    }

    private static void CheckExpiry(Draft draft, Section key)
    {
        if (key.Find(VirtualKeyKeys.Expires) is { } expires && expires.Value <= draft.Now)
        {
            draft.Report.Warn(expires.At, "this key has expired: it is refused");
        }
    }
}
