using System.Collections.Immutable;

namespace Headgate.Llm.Chat;

/// <summary>
/// Tools under one name (OpenAI's namespace). In the hub each tool has its group's name in front of its own, <c>files__read</c>, so that it can be
/// called where there are no groups.
/// </summary>
/// <param name="Name">The group's name.</param>
public sealed record ToolGroup(string Name)
{
    private const string Separator = "__";

    /// <summary>What the group is for, for the model; null when not said.</summary>
    public string? Description { get; init; }

    /// <summary>Where it stood.</summary>
    public JsonPlace Place { get; init; }

    /// <summary>Members that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];

    /// <summary>The hub's name of a tool in a group.</summary>
    public static string Join(string group, string tool) => group + Separator + tool;

    /// <summary>A tool's name within this group.</summary>
    public string NameWithin(string joined) => joined[(Name.Length + Separator.Length)..];
}
