namespace Headgate.Llm.Framing;

/// <summary>Says whether a member of this name is looked for.</summary>
/// <param name="rawName">The name as it is written, escapes and all, without its quotes.</param>
public delegate bool NameTest(ReadOnlySpan<byte> rawName);
