using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Reading;

/// <summary>Gathers a map's members: a name counts once, and what is written wins over what is inherited by <c>&lt;&lt;</c>.</summary>
internal sealed class MapMembers(ConfigReport report)
{
    private readonly List<ConfigMember> _members = [];
    private readonly Dictionary<string, ConfigPlace> _places = new(StringComparer.Ordinal);
    private readonly List<ConfigMember> _inherited = [];

    public void Add(ConfigMember member)
    {
        if (_places.TryAdd(member.Name, member.At))
        {
            _members.Add(member);
        }
        else
        {
            report.Error(member.At, $"this key is written twice; the first is at line {_places[member.Name].Line}");
        }
    }

    public void Inherit(ConfigNode from, ConfigPlace at)
    {
        switch (from)
        {
            case ConfigNode.Map map:
                _inherited.AddRange(map.Members);
                break;
            case ConfigNode.List list when list.Items.All(item => item is ConfigNode.Map):
                _inherited.AddRange(list.Items.Cast<ConfigNode.Map>().SelectMany(map => map.Members));
                break;
            default:
                report.Error(at, "`<<` takes a map, or a list of maps");
                break;
        }
    }

    public ImmutableArray<ConfigMember> Close(Func<ConfigMember, ConfigMember> copy)
    {
        foreach (ConfigMember member in _inherited)
        {
            if (_places.TryAdd(member.Name, member.At))
            {
                _members.Add(copy(member));
            }
        }

        return [.. _members];
    }
}
