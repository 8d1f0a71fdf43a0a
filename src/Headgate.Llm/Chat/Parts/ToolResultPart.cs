using System.Collections.Immutable;

namespace Headgate.Llm.Chat.Parts;

/// <summary>What a tool gave.</summary>
/// <param name="CallId">The id of the call it answers.</param>
/// <param name="Content">What it gave: text, images, documents; may be empty.</param>
public sealed record ToolResultPart(string CallId, ImmutableArray<ContentPart> Content) : ContentPart
{
    /// <summary>True = the tool failed, and the content says how; null = not said.</summary>
    public bool? IsError { get; init; }

    /// <summary>True when it answers the call of a <see cref="Tool.Freeform"/>.</summary>
    public bool IsFreeform { get; init; }
}
