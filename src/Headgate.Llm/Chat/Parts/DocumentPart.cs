namespace Headgate.Llm.Chat.Parts;

/// <summary>A document: a PDF or a text.</summary>
/// <param name="Source">Where it is.</param>
public sealed record DocumentPart(MediaSource Source) : ContentPart
{
    /// <summary>Its title or file name; null = not said.</summary>
    public string? Name { get; init; }
}
