using System.Collections.Immutable;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Chat;

/// <summary>Something the model may call.</summary>
public abstract record Tool
{
    private Tool()
    {
    }

    /// <summary>Where it stood.</summary>
    public JsonPlace Place { get; init; }

    /// <summary>The group it belongs to, whose name its own begins with; null when it stands alone.</summary>
    public ToolGroup? Group { get; init; }

    /// <summary>A function of the application's, called by name with JSON.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Function(string Name) : Tool
    {
        /// <summary>What it does, for the model; null when not said.</summary>
        public string? Description { get; init; }

        /// <summary>The JSON Schema of its arguments; null when not said (OpenAI: takes none).</summary>
        public ReadOnlyMemory<byte>? Parameters { get; init; }

        /// <summary>True = the vendor makes sure that arguments fit the schema; null = the vendor's default.</summary>
        public bool? Strict { get; init; }

        /// <summary>Where <see cref="Strict"/> stood; default the tool's own member <c>strict</c>.</summary>
        public JsonPlace StrictPlace { get => field == default ? Place.Member("strict") : field; init; }

        /// <summary>The prompt is to be cached up to here; null = no such wish.</summary>
        public CacheMarker? Cache { get; init; }

        /// <summary>Members that only their own protocol knows; default none.</summary>
        public ImmutableArray<Extra> Extras { get; init; } = [];
    }

    /// <summary>A tool of the application's, called by name with a text (OpenAI's custom tool).</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Freeform(string Name) : Tool
    {
        /// <summary>What it does, for the model; null when not said.</summary>
        public string? Description { get; init; }

        /// <summary>What the text must be like, as it came: a grammar; null = any text.</summary>
        public ReadOnlyMemory<byte>? Format { get; init; }

        /// <summary>Members that only their own protocol knows; default none.</summary>
        public ImmutableArray<Extra> Extras { get; init; } = [];
    }

    /// <summary>A tool that only its own protocol knows: the vendor's web search, a tool without a schema.</summary>
    /// <param name="Protocol">The protocol.</param>
    /// <param name="Type">Its <c>type</c>.</param>
    /// <param name="Json">The whole of it as it came.</param>
    public sealed record Native(WireProtocol Protocol, string Type, ReadOnlyMemory<byte> Json) : Tool;
}
