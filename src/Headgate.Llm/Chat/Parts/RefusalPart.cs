namespace Headgate.Llm.Chat.Parts;

/// <summary>The model's words of refusal, where the protocol tells them from text.</summary>
/// <param name="Text">The text.</param>
public sealed record RefusalPart(string Text) : ContentPart;
