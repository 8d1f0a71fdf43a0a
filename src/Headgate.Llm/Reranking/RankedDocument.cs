namespace Headgate.Llm.Reranking;

/// <summary>A document at its place in the order.</summary>
/// <param name="Index">Its number in the request, from 0.</param>
/// <param name="Score">How well it answers the query, as the JSON number the vendor wrote; only to be compared within one answer.</param>
/// <param name="Text">Its text, as the JSON string the vendor wrote; null when the vendor did not give it back.</param>
public sealed record RankedDocument(int Index, ReadOnlyMemory<byte> Score, ReadOnlyMemory<byte>? Text);
