namespace Headgate.Llm.Chat;

/// <summary>Something that a translation could not carry.</summary>
/// <param name="Path">Its JSON path in the body it came from: <c>$.tools[0].strict</c>.</param>
/// <param name="Reason">Why, in a few words for the operator: <c>Anthropic has no seed</c>. Never quotes the value.</param>
public sealed record Loss(string Path, string Reason);
