namespace Headgate.Llm.Protocols;

/// <summary>A part of an answer that has an id of its own, by which the client may name it in a later request.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Json">The whole of it, a JSON object.</param>
public readonly record struct AnswerItem(string Id, ReadOnlyMemory<byte> Json);
