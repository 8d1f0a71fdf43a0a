using System.Text;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config;

/// <summary>The table of all keys for the documentation, made of their description.</summary>
internal static class ConfigDocument
{
    /// <summary>A Markdown table: key, type, default, meaning.</summary>
    public static string Table()
    {
        var table = new StringBuilder("| key | type | default | meaning |\n|---|---|---|---|\n");
        Append(table, RootKeys.Shape, "");
        return table.ToString();
    }

    private static void Append(StringBuilder table, Shape shape, string path)
    {
        foreach (Key key in shape.Keys.Where(key => key.Shape is not null))
        {
            string name = path.Length == 0 ? key.Name : $"{path}.{key.Name}";
            string standard = key.IsRequired ? "required" : key.Default is null ? "" : $"`{key.Default}`";
            table.Append($"| `{name}` | {key.Shape!.Name.Replace("|", "\\|")} | {standard} | {key.Summary} |\n");
            (Shape inner, string step) = Unfold(key.Shape);
            Append(table, inner, name + step);
        }
    }

    private static (Shape Shape, string Path) Unfold(Shape shape) =>
        shape.Inner is var (inner, step) ? inner.Keys.Count > 0 ? (inner, step) : (inner, "") : (shape, "");
}
