using System.Collections.Immutable;

namespace Headgate.Llm.Chat;

/// <summary>Whether the model calls a tool.</summary>
/// <param name="Mode">Which way.</param>
/// <param name="Path">Where it stood: <c>$.tool_choice</c>.</param>
public sealed record ToolChoice(ToolChoiceMode Mode, string Path)
{
    /// <summary>The tool, for <see cref="ToolChoiceMode.Named"/>; else null.</summary>
    public string? Name { get; init; }

    /// <summary>The only tools that may be called, for <see cref="ToolChoiceMode.Auto"/> and <see cref="ToolChoiceMode.Required"/>; default all.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>Members that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];
}
