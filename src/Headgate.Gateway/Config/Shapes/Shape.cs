using System.Text.Json;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>The form of a value: how it is read, documented and described to editors.</summary>
internal abstract class Shape
{
    /// <summary>How documents and messages call it: <c>duration</c>, <c>list of text</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The keys, when it is a map of known keys.</summary>
    public virtual IReadOnlyList<Key> Keys => [];

    /// <summary>
    /// The form of what it holds, and how a path shows that: <c>[]</c> for lists, <c>.&lt;name&gt;</c> for maps; null when it holds
    /// nothing.
    /// </summary>
    public virtual (Shape Shape, string Path)? Inner => null;

    /// <summary>True of a value that is or may hold a secret, so that no store keeps it in clear.</summary>
    public virtual bool IsHidden => false;

    /// <summary>Writes its JSON Schema into an object that is open.</summary>
    public abstract void WriteSchema(Utf8JsonWriter json);
}
