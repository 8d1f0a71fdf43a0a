using System.Text;

namespace Headgate.Gateway.Config.Reading;

/// <summary>
/// Expands <c>${VAR}</c>, <c>${VAR:-default}</c> and <c>${file:PATH}</c> in the values of config files; <c>$${</c> stands for <c>${</c>.
/// Works on nodes, after YAML was read: what comes out of a variable is a value, whatever it holds.
/// </summary>
internal sealed class Expansion(Func<string, string?> variable, ConfigFiles files, ConfigReport report)
{
    private const string Open = "${";
    private const string FilePrefix = "file:";
    private const string DefaultMark = ":-";

    public ConfigNode.Map Expand(ConfigNode.Map map) =>
        map with { Members = [.. map.Members.Select(member => member with { Value = Expand(member.Value) })] };

    private ConfigNode Expand(ConfigNode node) => node switch
    {
        ConfigNode.Scalar scalar when scalar.Text.Contains(Open, StringComparison.Ordinal) => Expand(scalar),
        ConfigNode.List list => list with { Items = [.. list.Items.Select(Expand)] },
        ConfigNode.Map map => Expand(map),
        _ => node,
    };

    private ConfigNode Expand(ConfigNode.Scalar scalar)
    {
        var text = new StringBuilder();
        string rest = scalar.Text;
        bool isExpanded = false;
        while (rest.IndexOf(Open, StringComparison.Ordinal) is >= 0 and int open)
        {
            if (open > 0 && rest[open - 1] == '$')
            {
                text.Append(rest, 0, open - 1).Append(Open);
                rest = rest[(open + Open.Length)..];
                continue;
            }

            int close = rest.IndexOf('}', open);
            if (close < 0)
            {
                return Refuse(scalar, "`${` without its `}`", "write `$${` for a `${` that is meant as it stands");
            }

            if (Value(scalar, rest[(open + Open.Length)..close]) is not { } value)
            {
                return new ConfigNode.Broken(scalar.At);
            }

            text.Append(rest, 0, open).Append(value);
            rest = rest[(close + 1)..];
            isExpanded = true;
        }

        ConfigNode.Scalar expanded = scalar with { Text = text.Append(rest).ToString(), Source = isExpanded ? scalar.Text : null };
        return expanded;
    }

    private string? Value(ConfigNode.Scalar scalar, string inside)
    {
        if (inside.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            return FromFile(scalar, inside[FilePrefix.Length..]);
        }

        int mark = inside.IndexOf(DefaultMark, StringComparison.Ordinal);
        string name = mark < 0 ? inside : inside[..mark];
        if (!IsName(name))
        {
            Refuse(scalar, "what stands in `${}` is neither a variable's name nor `file:PATH`",
                "write `$${` for a `${` that is meant as it stands");
            return null;
        }

        string? value = variable(name);
        if (mark >= 0 && string.IsNullOrEmpty(value))
        {
            return inside[(mark + DefaultMark.Length)..];
        }

        if (value is null)
        {
            Refuse(scalar, $"the environment variable `{name}` is not set", $"set it, or give a default: `${{{name}:-…}}`");
        }

        return value;
    }

    private string? FromFile(ConfigNode.Scalar scalar, string path)
    {
        string? text = files.ReadText(ConfigPaths.Resolve(path, scalar.At), out string why);
        if (text is null)
        {
            Refuse(scalar, $"`{path}` is not to be had: {why}");
        }

        return text?.TrimEnd('\r', '\n');
    }

    private ConfigNode.Broken Refuse(ConfigNode.Scalar scalar, string message, string? suggestion = null)
    {
        report.Error(scalar.At, message, suggestion);
        return new ConfigNode.Broken(scalar.At);
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
