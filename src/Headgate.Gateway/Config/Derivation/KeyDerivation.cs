using System.Collections.Immutable;
using System.Text;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Rules;
using Headgate.Gateway.Identity;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Config.Derivation;

/// <summary><c>keys:</c> and <c>teams:</c>.</summary>
internal static class KeyDerivation
{
    public static ImmutableSortedDictionary<string, Team> Teams(Draft draft) =>
        draft.Teams.ToImmutableSortedDictionary(team => team.Name, team => Team(draft, team), StringComparer.Ordinal);

    public static ImmutableArray<VirtualKey> Keys(
        Draft draft, ImmutableSortedDictionary<string, Team> teams, ImmutableDictionary<string, Budget> tagBudgets) =>
        [.. draft.Keys.Select(key => Key(draft, key, teams, tagBudgets)).DistinctBy(key => key.Digest)];

    private static Team Team(Draft draft, Named<Section> team)
    {
        string? organization = team.Value.Find(TeamKeys.Organization)?.Value;
        BudgetScope scope = new(BudgetScopeKind.Team, team.Name);
        ImmutableArray<Budget> own = BudgetDerivation.Of(draft, team.Value, TeamKeys.Budget, scope);
        return new Team
        {
            Name = team.Name,
            Models = team.Value.Get(TeamKeys.Models).Plain(),
            Budgets = [.. own, .. BudgetDerivation.OfOrganization(draft, organization)],
            EndUsers = BudgetDerivation.OfEndUsers(draft, team.Value, TeamKeys.EndUsers, scope),
            Organization = organization,
        };
    }

    private static VirtualKey Key(
        Draft draft, Section key, ImmutableSortedDictionary<string, Team> teams, ImmutableDictionary<string, Budget> tagBudgets)
    {
        string name = key.Get(VirtualKeyKeys.Name);
        string? team = key.Find(VirtualKeyKeys.Team)?.Value;
        string id = $"key_{ConfigFiles.Hash(Encoding.UTF8.GetBytes($"file:{name}"))}";
        string? organization = team is null ? key.Find(VirtualKeyKeys.Organization)?.Value : teams[team].Organization;
        ImmutableArray<Budget> shared = team is null ? BudgetDerivation.OfOrganization(draft, organization) : teams[team].Budgets;
        BudgetScope scope = new(BudgetScopeKind.Key, id);
        ImmutableSortedDictionary<string, string> tags =
            key.Get(VirtualKeyKeys.Tags).ToImmutableSortedDictionary(tag => tag.Name, tag => tag.Value, StringComparer.Ordinal);
        Section limits = key.Get(VirtualKeyKeys.Limits);
        return new VirtualKey
        {
            Id = id,
            Name = name,
            Digest = SecretRule.Digest(key, VirtualKeyKeys.Secret, VirtualKeyKeys.Sha256)!.Value,
            Team = team,
            Models = key.Get(VirtualKeyKeys.Models).Plain(),
            TeamModels = team is null ? [] : teams[team].Models,
            Organization = organization,
            Budgets = [.. BudgetDerivation.Of(draft, key, VirtualKeyKeys.Budget, scope), .. shared, .. BudgetDerivation.OfTags(tagBudgets, tags)],
            EndUsers = BudgetDerivation.OfEndUsers(draft, key, VirtualKeyKeys.EndUsers, scope) ?? (team is null ? null : teams[team].EndUsers),
            EndUser = key.Get(VirtualKeyKeys.EndUser),
            RequestsPerMinute = limits.Find(LimitKeys.RequestsPerMinute)?.Value,
            TokensPerMinute = limits.Find(LimitKeys.TokensPerMinute)?.Value,
            Concurrent = limits.Find(LimitKeys.Concurrent)?.Value,
            Expires = key.Find(VirtualKeyKeys.Expires)?.Value,
            Tags = tags,
            SeesDiagnostics = key.Get(VirtualKeyKeys.Permissions).Any(permission => permission.Value == "diagnostics"),
            Passthrough = key.Get(VirtualKeyKeys.Passthrough).Plain(),
            AllowedIps = key.Get(VirtualKeyKeys.AllowedIps).Plain(),
            ServiceTiers = key.Find(VirtualKeyKeys.ServiceTiers) is { Value: var tiers } ? [.. tiers.Select(tier => RequestTiers.NameOf(tier.Value))] : null,
            ServerTools = key.Find(VirtualKeyKeys.ServerTools) is { Value: var tools } ? [.. tools.Select(tool => ServerToolName.Of(tool.Value)!)] : null,
            MayBringCredentials = key.Get(VirtualKeyKeys.Byok),
            Layer = ConfigLayer.File,
        };
    }
}
