using System.Collections.Immutable;
using System.Text;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Rules;
using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Config.Derivation;

/// <summary><c>keys:</c> and <c>teams:</c>.</summary>
internal static class KeyDerivation
{
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> Teams(Draft draft) =>
        draft.Teams.ToImmutableSortedDictionary(team => team.Name, team => team.Value.Get(TeamKeys.Models).Plain(), StringComparer.Ordinal);

    public static ImmutableArray<VirtualKey> Keys(Draft draft, ImmutableSortedDictionary<string, ImmutableArray<string>> teams) =>
        [.. draft.Keys.Select(key => Key(key, teams)).DistinctBy(key => key.Digest)];

    private static VirtualKey Key(Section key, ImmutableSortedDictionary<string, ImmutableArray<string>> teams)
    {
        string name = key.Get(VirtualKeyKeys.Name);
        string? team = key.Find(VirtualKeyKeys.Team)?.Value;
        Section limits = key.Get(VirtualKeyKeys.Limits);
        return new VirtualKey
        {
            Id = $"key_{ConfigFiles.Hash(Encoding.UTF8.GetBytes($"file:{name}"))}",
            Name = name,
            Digest = SecretRule.Digest(key, VirtualKeyKeys.Secret, VirtualKeyKeys.Sha256)!.Value,
            Team = team,
            Models = key.Get(VirtualKeyKeys.Models).Plain(),
            TeamModels = team is null ? [] : teams[team],
            RequestsPerMinute = limits.Find(LimitKeys.RequestsPerMinute)?.Value,
            Concurrent = limits.Find(LimitKeys.Concurrent)?.Value,
            Expires = key.Find(VirtualKeyKeys.Expires)?.Value,
            Tags = key.Get(VirtualKeyKeys.Tags).ToImmutableSortedDictionary(tag => tag.Name, tag => tag.Value, StringComparer.Ordinal),
            SeesDiagnostics = key.Get(VirtualKeyKeys.Permissions).Any(permission => permission.Value == "diagnostics"),
            Passthrough = key.Get(VirtualKeyKeys.Passthrough).Plain(),
            Layer = ConfigLayer.File,
        };
    }
}
