namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>A value that a leaf is tried with.</summary>
/// <param name="Json">The value.</param>
/// <param name="Marker">The text in it that nothing else in the body has; null where the protocol allows a few words or numbers only.</param>
internal sealed record LeafValue(string Json, string? Marker = null);
