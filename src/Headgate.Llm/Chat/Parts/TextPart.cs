namespace Headgate.Llm.Chat.Parts;

/// <summary>Text.</summary>
/// <param name="Text">The text; may be empty.</param>
public sealed record TextPart(string Text) : ContentPart;
