using System.Text.Json;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>The form of a value that is read as a <typeparamref name="T"/>.</summary>
internal abstract class Shape<T> : Shape
{
    /// <summary>What counts when nothing was written and the key has no default.</summary>
    public virtual T Empty => default!;

    /// <summary>Reads a node; null when it does not fit, and then the report says why.</summary>
    public abstract Written<T>? Read(ConfigNode node, ConfigReport report);

    /// <summary>
    /// Writes a value for the effective config: secrets are hidden, and what came out of variables is shown as it was written.
    /// </summary>
    public abstract void WriteEffective(Utf8JsonWriter json, Written<T> value);

    /// <summary>Says that a node does not fit; quiet about what was reported already.</summary>
    protected Written<T>? Refuse(ConfigNode node, ConfigReport report)
    {
        if (node is not ConfigNode.Broken)
        {
            report.Error(node.At, $"this takes {Name}, not {node.Kind}");
        }

        return null;
    }
}
