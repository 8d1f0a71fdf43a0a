using System.Collections.Immutable;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Conditions;

/// <summary>Compiles what is written under <c>when</c>, and says of every part that cannot be meant so.</summary>
internal sealed class ConditionReader(ConfigReport report)
{
    public const int MaxDepth = 16;

    private readonly TestReader _tests = new(report);

    /// <summary>The condition; null when any part of it is wrong, and then the report says what.</summary>
    public Condition? Read(ConfigNode node) => Read(node, 1);

    private Condition? Read(ConfigNode node, int depth)
    {
        switch (node)
        {
            case ConfigNode.Broken:
                return null;
            case ConfigNode.Map { Members.IsEmpty: true } or ConfigNode.Nothing:
                report.Error(node.At, "an empty condition always holds", "leave it out");
                return null;
            case ConfigNode.Map map:
                ImmutableArray<Condition> parts = Parts.AllOrDefault(map.Members.Select(member => Read(member, depth)));
                return parts switch { { IsDefault: true } => null, [var only] => only, _ => new AllOf(parts) };
            default:
                report.Error(node.At, $"a condition is a map of fields to what they must be, not {node.Kind}");
                return null;
        }
    }

    private Condition? Read(ConfigMember member, int depth)
    {
        Func<ImmutableArray<Condition>, Condition>? combine = member.Name switch
        {
            "all" => static parts => new AllOf(parts),
            "any" => static parts => new AnyOf(parts),
            "none" => static parts => new NoneOf(parts),
            _ => null,
        };
        if (combine is not null)
        {
            return ReadList(member, depth) is { IsDefault: false } parts ? combine(parts) : null;
        }

        if (Fields.Find(member.Name) is { } field)
        {
            return _tests.Read(field, member.Value) is { IsDefault: false } tests
                ? tests is [var only] ? new Comparison(field, only) : new AllOf([.. tests.Select(test => new Comparison(field, test))])
                : null;
        }

        report.Error(member.At, $"there is no field `{Written<string>.Clip(member.Name)}` that a condition could ask for", Fields.Suggest(member.Name));
        return null;
    }

    private ImmutableArray<Condition> ReadList(ConfigMember member, int depth)
    {
        if (depth == MaxDepth)
        {
            report.Error(member.At, $"conditions are nested more than {MaxDepth} deep");
            return default;
        }

        ImmutableArray<ConfigNode> items = member.Value is ConfigNode.List list ? list.Items : [member.Value];
        if (items.IsEmpty)
        {
            report.Error(member.At, $"`{member.Name}` takes at least one condition");
            return default;
        }

        return Parts.AllOrDefault(items.Select(item => Read(item, depth + 1)));
    }
}
