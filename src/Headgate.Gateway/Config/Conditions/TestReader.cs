using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Conditions;

/// <summary>Reads what stands behind a field: a plain value, or a map of operators that must all hold.</summary>
internal sealed class TestReader(ConfigReport report)
{
    /// <summary>Operators, as the config writes them.</summary>
    public static readonly ImmutableArray<string> Operators = ["in", "not", "gt", "lt", "matches", "exists"];

    private const int LongestPattern = 512;
    private const int MostValues = 256;

    /// <summary>The tests; default when any is wrong, and then the report says what.</summary>
    public ImmutableArray<FactTest> Read(Field field, ConfigNode node)
    {
        switch (node)
        {
            case ConfigNode.Map { Members.IsEmpty: false } map:
                return Parts.AllOrDefault(map.Members.Select(member => Read(field, member)));
            case ConfigNode.Scalar:
                return Literals(field, node) is { IsDefault: false } values ? [new OneOfTest(values)] : default;
            case ConfigNode.List:
                report.Error(node.At, $"`{field.Name}` cannot be a list", "did you mean `{ in: […] }`?");
                return default;
            case ConfigNode.Broken:
                return default;
            default:
                report.Error(
                    node.At, $"`{field.Name}` takes a value or an operator: {string.Join(", ", Operators)}",
                    "write `{ exists: false }` for one that is not given");
                return default;
        }
    }

    private FactTest? Read(Field field, ConfigMember member)
    {
        switch (member.Name)
        {
            case "in":
                return Literals(field, member.Value) is { IsDefault: false } some ? new OneOfTest(some) : null;
            case "not":
                return Literals(field, member.Value) is { IsDefault: false } others ? new OtherThanTest(others) : null;
            case "gt" or "lt" when field.Kind is FieldKind.Name or FieldKind.Flag:
                report.Error(member.At, $"`{field.Name}` is no number");
                return null;
            case "gt" or "lt":
                return Number(member.Value) is { } bound ? new BoundTest(bound, member.Name == "gt") : null;
            case "matches" when field.Kind is FieldKind.Number or FieldKind.Flag:
                report.Error(member.At, $"`{field.Name}` is no text");
                return null;
            case "matches":
                return Pattern(member.Value);
            case "exists":
                return Flag(member.Value) is { } wanted ? new PresenceTest(wanted) : null;
            default:
                report.Error(member.At, $"there is no operator `{Written<string>.Clip(member.Name)}`",
                    NearName.Ask(member.Name, Operators) ?? $"there is {string.Join(", ", Operators)}; a plain value is for equality");
                return null;
        }
    }

    private ImmutableArray<Literal> Literals(Field field, ConfigNode node)
    {
        ImmutableArray<ConfigNode> items = node is ConfigNode.List list ? list.Items : [node];
        if (items.Length is 0 or > MostValues)
        {
            report.Error(node.At, $"this takes 1 to {MostValues} values");
            return default;
        }

        return Parts.AllOrDefault(items.Select(item => Literal(field, item)));
    }

    private Literal? Literal(Field field, ConfigNode node)
    {
        if (Scalar(node) is not { } scalar)
        {
            return null;
        }

        Literal value = Conditions.Literal.Of(scalar);
        string? wrong = field.Kind switch
        {
            FieldKind.Number when value.Number is null => $"`{value}` is no number, which `{field.Name}` is",
            FieldKind.Flag when value.Flag is null => $"`{value}` is neither true nor false, which `{field.Name}` is",
            _ when value.Text.Length > FactTest.LongestText => $"this is longer than {FactTest.LongestText} characters, and nothing that long is ever equal",
            _ => null,
        };
        if (wrong is not null)
        {
            report.Error(node.At, wrong);
        }

        return wrong is null ? value : null;
    }

    private double? Number(ConfigNode node) => Plain(node, literal => literal.Number, "is no number to compare with");

    private bool? Flag(ConfigNode node) => Plain(node, literal => literal.Flag, "is neither true nor false");

    private T? Plain<T>(ConfigNode node, Func<Literal, T?> read, string otherwise)
        where T : struct
    {
        if (Scalar(node) is not { } scalar)
        {
            return null;
        }

        Literal literal = Conditions.Literal.Of(scalar);
        T? value = read(literal);
        if (value is null)
        {
            report.Error(node.At, $"`{literal}` {otherwise}");
        }

        return value;
    }

    private PatternTest? Pattern(ConfigNode node)
    {
        if (Scalar(node) is not { } scalar)
        {
            return null;
        }

        string? wrong = null;
        try
        {
            if (scalar.Text.Length is > 0 and <= LongestPattern)
            {
                return new PatternTest(scalar.Text);
            }

            wrong = $"a pattern has 1 to {LongestPattern} characters";
        }
        catch (NotSupportedException)
        {
            wrong = $"`{Written<string>.Clip(scalar.Shown)}` looks ahead, looks back or repeats itself, or is very large: such a pattern cannot be "
                + "matched in linear time";
        }
        catch (RegexParseException broken)
        {
            wrong = $"`{Written<string>.Clip(scalar.Shown)}` is no regular expression ({broken.Error} at {broken.Offset})";
        }

        report.Error(node.At, wrong);
        return null;
    }

    private ConfigNode.Scalar? Scalar(ConfigNode node)
    {
        if (node is not (ConfigNode.Scalar or ConfigNode.Broken))
        {
            report.Error(node.At, $"this takes a value, not {node.Kind}");
        }

        return node as ConfigNode.Scalar;
    }
}
