using System.Collections.Immutable;
using System.Security.Cryptography;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Config.Derivation;

/// <summary>Lays files over the store: the whole snapshot.</summary>
internal static class SnapshotDerivation
{
    private static readonly ConfigPlace Store = new("store", 0, 0, "keys");

    public static ConfigSnapshot Derive(DerivedConfig config, ImmutableArray<VirtualKey> stored, out ImmutableArray<ConfigWarning> warnings)
    {
        var findings = new List<ConfigWarning>();
        ImmutableArray<VirtualKey> below =
            [.. stored.OrderBy(key => key.Id, StringComparer.Ordinal).SelectMany(key => Below(config, key, findings))];
        warnings = [.. findings];
        return new ConfigSnapshot
        {
            Hash = Hash(config.Hash, below),
            Server = config.Server,
            Providers = config.Providers,
            Models = config.Models,
            Keys = new KeyRing([.. config.Keys, .. below]),
            AdminTokens = config.AdminTokens,
            Spending = config.Spending,
            Webhook = config.Webhook,
            Prices = config.Prices,
            Log = config.Log,
            AuthRequired = config.AuthRequired,
        };
    }

    /// <summary>
    /// A stored key under a config: a key of the files with its name or secret wins, and what it has of its team and its tags is what those have now.
    /// </summary>
    private static IEnumerable<VirtualKey> Below(DerivedConfig config, VirtualKey key, List<ConfigWarning> findings)
    {
        Team? team = null;
        if (config.Keys.Any(file => file.Name == key.Name || file.Digest == key.Digest))
        {
            findings.Add(
                new ConfigWarning(Store, $"the stored key `{key.Name}` is not used: a key in the files has the same name or secret"));
        }
        else if (key.Team is not null && !config.Teams.TryGetValue(key.Team, out team))
        {
            findings.Add(new ConfigWarning(
                Store, $"the stored key `{key.Name}` is refused: its team `{key.Team}` is gone, and with it the team's limits"));
        }
        else
        {
            yield return key with
            {
                TeamModels = team?.Models ?? [],
                Organization = team?.Organization,
                Budgets = [.. key.Budgets, .. team?.Budgets ?? [], .. BudgetDerivation.OfTags(config.TagBudgets, key.Tags)],
                EndUsers = key.EndUsers ?? team?.EndUsers,
            };
        }
    }

    private static string Hash(string files, ImmutableArray<VirtualKey> stored)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        NodeHash.Append(hash, files);
        foreach (VirtualKey key in stored)
        {
            Append(hash, key);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static string List(ImmutableArray<string>? names) => names is { } given ? $"[{string.Join('\n', given)}]" : "";

    private static void Append(IncrementalHash hash, VirtualKey key)
    {
        string?[] parts =
        [
            key.Id, key.Name, key.Digest.ToString(), key.Prior?.ToString(), key.Team,
            string.Join('\n', key.Models), $"{key.RequestsPerMinute} {key.Concurrent} {key.TokensPerMinute}",
            string.Join('\n', key.Budgets.Where(budget => budget.Scope.Kind == BudgetScopeKind.Key)),
            $"{key.Expires:O} {key.SeesDiagnostics} {string.Join(' ', key.AllowedIps)}", List(key.ServiceTiers), List(key.ServerTools),
            $"{key.EndUsers} {key.EndUser} {key.MayBringCredentials}",
            string.Join('\n', key.Tags.Select(tag => $"{tag.Key}\n{tag.Value}")),
        ];
        foreach (string? part in parts)
        {
            NodeHash.Append(hash, part ?? "");
        }
    }
}
