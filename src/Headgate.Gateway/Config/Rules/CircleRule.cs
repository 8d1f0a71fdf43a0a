using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Rules;

/// <summary>Aliases that lead to aliases must end, and soon: each name unfolds to a bounded number of targets.</summary>
internal sealed class CircleRule(Draft draft)
{
    private const int MaxTargets = 256;
    private const int MaxDepth = 32;

    private readonly Dictionary<string, long> _targets = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];

    public void Check()
    {
        foreach (Named<Section> model in draft.Models)
        {
            if (Count(model) > MaxTargets)
            {
                draft.Report.Error(model.At, $"this alias unfolds to more than {MaxTargets} targets");
            }
        }
    }

    private long Count(Named<Section> model)
    {
        if (_targets.TryGetValue(model.Name, out long known))
        {
            return known;
        }

        _open.Add(model.Name);
        long count = 0;
        foreach (Written<Section> target in model.Value.Get(ModelKeys.Targets))
        {
            count += target.Value.Find(TargetKeys.Model) is { } name ? Count(name) : 0;
        }

        _open.RemoveAt(_open.Count - 1);
        return _targets[model.Name] = Math.Min(count, MaxTargets + 1);
    }

    private long Count(Written<string> name)
    {
        if (TargetReference.Find(draft, name.Value) is not TargetReference.OfAlias { Alias: var alias })
        {
            return 1;
        }

        int start = _open.IndexOf(alias.Name);
        if (start < 0 && _open.Count < MaxDepth)
        {
            return Count(alias);
        }

        draft.Report.Error(name.At, start < 0
            ? $"more than {MaxDepth} aliases lead from one to the next"
            : $"the aliases lead in a circle: {string.Join(" → ", _open.Skip(start).Append(alias.Name).Select(ConfigPlace.Shown))}");
        return 1;
    }
}
