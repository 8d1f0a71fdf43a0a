using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Reading;

/// <summary>A node of what was written, with its place. A list or map that has a key stands at that key.</summary>
internal abstract record ConfigNode(ConfigPlace At)
{
    /// <summary>How messages call it.</summary>
    public abstract string Kind { get; }

    /// <summary>A single value. The text is as it counts, with variables expanded.</summary>
    /// <param name="At">Its place.</param>
    /// <param name="Text">The text.</param>
    /// <param name="IsPlain">True when it was written without quotes, so that <c>true</c> and <c>1</c> are no text.</param>
    /// <param name="Source">As it was written, when variables or files were expanded in it; else null.</param>
    public sealed record Scalar(ConfigPlace At, string Text, bool IsPlain, string? Source = null) : ConfigNode(At)
    {
        public override string Kind => "a value";

        /// <summary>What may be shown: never what came out of a variable or a file.</summary>
        public string Shown => Source ?? Text;
    }

    /// <summary>A key with nothing behind it.</summary>
    public sealed record Nothing(ConfigPlace At) : ConfigNode(At)
    {
        public override string Kind => "nothing";
    }

    /// <summary>A value that could not be expanded; the report has said so.</summary>
    public sealed record Broken(ConfigPlace At) : ConfigNode(At)
    {
        public override string Kind => "an unreadable value";
    }

    /// <summary>A list.</summary>
    public sealed record List(ConfigPlace At, ImmutableArray<ConfigNode> Items) : ConfigNode(At)
    {
        public override string Kind => "a list";
    }

    /// <summary>A map, in written order, its names distinct.</summary>
    public sealed record Map(ConfigPlace At, ImmutableArray<ConfigMember> Members) : ConfigNode(At)
    {
        public override string Kind => "a map";

        public ConfigNode? Find(string name) => Members.FirstOrDefault(member => member.Name == name)?.Value;
    }
}
