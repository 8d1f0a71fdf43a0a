using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Reading;

/// <summary>Lays one config over another: maps are merged by key, everything else is replaced.</summary>
internal static class NodeMerge
{
    public static ConfigNode.Map Over(ConfigNode.Map low, ConfigNode.Map high)
    {
        ImmutableArray<ConfigMember>.Builder members = low.Members.ToBuilder();
        Dictionary<string, int> places =
            Enumerable.Range(0, members.Count).ToDictionary(index => members[index].Name, StringComparer.Ordinal);
        foreach (ConfigMember member in high.Members)
        {
            if (places.TryGetValue(member.Name, out int index))
            {
                members[index] = Over(members[index], member);
            }
            else
            {
                members.Add(member);
            }
        }

        return low with { Members = members.ToImmutable() };
    }

    private static ConfigMember Over(ConfigMember low, ConfigMember high) =>
        (low.Value, high.Value) switch
        {
            (ConfigNode.Map lower, ConfigNode.Map upper) => high with { Value = Over(lower, upper) with { At = upper.At } },
            (ConfigNode.Map, ConfigNode.Nothing) => low,
            _ => high,
        };
}
