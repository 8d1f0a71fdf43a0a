namespace Headgate.Llm.Chat.Parts;

/// <summary>A sound.</summary>
/// <param name="Source">Where it is; its media type is <c>audio/wav</c>, <c>audio/mp3</c>, …</param>
public sealed record AudioPart(MediaSource Source) : ContentPart;
