using System.Text.Json;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>A key that a later version reads. It is refused: a budget or a guardrail that is accepted and ignored would be a lie.</summary>
internal sealed class LaterKey(string name) : Key(name, "Not in this version.")
{
    /// <inheritdoc />
    public override Shape? Shape => null;

    /// <inheritdoc />
    public override object? Read(ConfigNode node, ConfigReport report)
    {
        report.Error(node.At, $"`{Name}` is not in this version", "remove it: it would have no effect");
        return null;
    }

    /// <inheritdoc />
    public override void WriteEffective(Utf8JsonWriter json, Section section)
    {
    }
}
